package io.jenkins.plugins.libvirtmigration.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CapabilitiesTest {

    @Test
    void readsWhatAHostCanRun() {
        HostCapabilities host = HostCapabilities.parse(Recorded.xml("capabilities"));

        assertThat(host.cpu().architecture()).isEqualTo("x86_64");
        assertThat(host.cpu().vendor()).isEqualTo("AMD");
        assertThat(host.cpu().model()).isEqualTo("kvm64");
        assertThat(host.cpu().features()).contains("avx2", "sse4.2").doesNotContain("svm-lock");
        HostCapabilities.Guest guest = host.guest("x86_64").orElseThrow();
        assertThat(guest.emulator()).isEqualTo("/usr/bin/qemu-system-x86_64");
        assertThat(guest.virtTypes()).contains("qemu");
        assertThat(guest.machines()).contains("pc-i440fx-7.2", "pc", "q35");
        assertThat(host.guest("vax")).isEmpty();
    }

    @Test
    void readsWhatAHostOffersToAGuest() {
        DomainCapabilities offered = DomainCapabilities.parse(Recorded.xml("domain-capabilities"));

        assertThat(offered.emulator()).isEqualTo("/usr/bin/qemu-system-x86_64");
        assertThat(offered.virtType()).isEqualTo("qemu");
        assertThat(offered.machine()).isEqualTo("pc-i440fx-7.2");
        assertThat(offered.architecture()).isEqualTo("x86_64");
        assertThat(offered.cpuModes()).contains("maximum", "custom").doesNotContain("host-passthrough");
    }

    @Test
    void refusesOneForTheOther() {
        assertThatThrownBy(() -> DomainCapabilities.parse(Recorded.xml("capabilities")))
                .isInstanceOf(MalformedXmlException.class)
                .hasMessage("The domain capabilities is not a <domainCapabilities> document.");
    }
}
