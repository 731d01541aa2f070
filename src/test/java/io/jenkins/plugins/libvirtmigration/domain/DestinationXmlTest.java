package io.jenkins.plugins.libvirtmigration.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DestinationXmlTest {

    @Test
    void movesTheConsoleToTheOtherHostsAddress() {
        String xml = DestinationXml.withListenAddresses(
                        Recorded.xml("overlay-on-base-migratable"), Map.of("10.77.0.11", "10.77.0.12"))
                .orElseThrow();

        assertThat(xml)
                .contains("listen=\"10.77.0.12\"")
                .contains("<listen address=\"10.77.0.12\" type=\"address\"/>")
                .doesNotContain("10.77.0.11")
                .startsWith("<domain ");
        assertThat(DomainXml.parse(xml).disks())
                .isEqualTo(DomainXml.parse(Recorded.xml("overlay-on-base-migratable"))
                        .disks());
    }

    @Test
    void leavesAloneWhatIsNotAFixedAddressOfTheSource() {
        assertThat(DestinationXml.withListenAddresses(
                        Recorded.xml("overlay-on-base"), Map.of("192.0.2.1", "192.0.2.2")))
                .isEmpty();

        String everything = DestinationXml.withListenAddresses(
                        Recorded.xml("everything"), Map.of("192.0.2.11", "192.0.2.12"))
                .orElseThrow();
        assertThat(everything)
                .contains("<listen address=\"192.0.2.11\" network=\"consoles\" type=\"network\"/>")
                .contains("<listen address=\"192.0.2.12\" type=\"address\"/>")
                .contains("<qemu:arg value=\"-newarg\"/>")
                .contains("xmlns:qemu=\"http://libvirt.org/schemas/domain/qemu/1.0\"");
    }
}
