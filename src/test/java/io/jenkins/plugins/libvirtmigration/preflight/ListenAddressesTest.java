package io.jenkins.plugins.libvirtmigration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenAddressesTest {
    private final Hosts hosts = new Hosts();

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,PASSED,vnc at 127.0.0.1",
        "::1,PASSED,vnc at ::1",
        "10.77.0.12,PASSED,vnc at 10.77.0.12",
        "10.77.0.11,PASSED,changed to 10.77.0.12 for the destination",
        "0.0.0.0,WARNING,open on every network of the host",
        "::,WARNING,open on every network of the host",
    })
    void looksAtWhereTheConsoleListens(String listen, CheckStatus status, String found) {
        ListenAddresses decided = listeningAt(listen);

        assertThat(decided.checks()).singleElement().satisfies(check -> {
            assertThat(check.status()).isEqualTo(status);
            assertThat(check.found()).contains(found);
        });
        assertThat(decided.replacements())
                .isEqualTo(listen.equals("10.77.0.11") ? Map.of("10.77.0.11", "10.77.0.12") : Map.of());
    }

    @Test
    void takesTheDestinationsAddressInTheSameNetwork() {
        addresses(true, "10.50.4.11/22", "2001:db8:5::11/64");
        addresses(false, "10.51.4.12/22", "10.50.7.12/22", "2001:db8:6::12/64", "2001:db8:5::12/64");

        assertThat(listeningAt("10.50.4.11").replacements()).containsExactly(Map.entry("10.50.4.11", "10.50.7.12"));
        assertThat(listeningAt("2001:db8:5::11").replacements())
                .containsExactly(Map.entry("2001:db8:5::11", "2001:db8:5::12"));
    }

    @Test
    void refusesWhereThereIsNoAddressToTakeItsPlace() {
        addresses(false, "10.51.4.12/22");

        ListenAddresses decided = listeningAt("192.0.2.1");

        assertThat(decided.replacements()).isEmpty();
        assertThat(decided.checks()).singleElement().satisfies(check -> {
            assertThat(check.status()).isEqualTo(CheckStatus.FAILED);
            assertThat(check.found()).isEqualTo("vnc at 192.0.2.1, which the destination does not have");
            assertThat(check.remedy()).contains("127.0.0.1");
        });
    }

    @Test
    void asksNoHostAboutAGuestWithoutAConsole() {
        assertThat(ListenAddresses.decide(hosts.situation()).checks())
                .singleElement()
                .satisfies(check -> assertThat(check.found()).isEqualTo("no console at a fixed address"));
        assertThat(hosts.two.source.ssh.commands).isEmpty();
    }

    private ListenAddresses listeningAt(String address) {
        hosts.two.devices("<graphics type='vnc' port='-1' autoport='yes'><listen type='address' address='" + address
                + "'/></graphics>");
        return ListenAddresses.decide(hosts.situation());
    }

    private void addresses(boolean source, String... addresses) {
        StringBuilder output = new StringBuilder();
        for (String address : addresses) {
            String family = address.contains(":") ? "inet6" : "inet";
            output.append("3: br0    ")
                    .append(family)
                    .append(' ')
                    .append(address)
                    .append(" scope global br0\\ x\n");
        }
        (source ? hosts.two.source : hosts.two.destination).ssh.answer("ip -o address show", 0, output.toString());
    }
}
