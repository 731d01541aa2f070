package io.jenkins.plugins.libvirtmigration.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeRequestTest {
    private static final Duration INTERVAL = ProbeRequest.DEFAULT_INTERVAL;

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7, ",
        "10.0.0.7:22, 10.0.0.7, 22",
        "web-1, web-1, ",
        "web-1.example.org:443, web-1.example.org, 443",
        "fd00::7, fd00::7, ",
        "::1, ::1, ",
        "::ffff:10.0.0.7, ::ffff:10.0.0.7, ",
        "fe80::1%eth0, fe80::1%eth0, ",
        "[fd00::7], fd00::7, ",
        "[fd00::7]:65535, fd00::7, 65535",
    })
    void readsAnAddressWithOrWithoutAPort(String text, String address, Integer port) {
        OptionalInt wanted = port == null ? OptionalInt.empty() : OptionalInt.of(port);
        assertThat(ProbeRequest.parse(text, INTERVAL)).isEqualTo(new ProbeRequest(address, wanted, INTERVAL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-f",
                "-c1",
                "--help",
                "10.0.0.7 -f",
                "10.0.0.7;reboot",
                "$(reboot)",
                "a\nb",
                "a\u0000",
                "a/b",
                "user@host",
                "http://host",
                "[::1",
                "::1]",
                "[web-1]:22",
                "web-1:",
                "web-1:http",
                "web-1:123456",
                "fe80::1%",
                "fe80::1%-f",
                "é.example.org",
                "10.0.0.7:22:23x"
            })
    void refusesWhatIsNoAddressAndSaysWhatToWrite(String text) {
        assertThatThrownBy(() -> ProbeRequest.parse(text, INTERVAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + text + "\" is no address to probe. Write ")
                .hasMessageContaining("10.0.0.7, web-1.example.org:443, [fd00::7]:22");
        assertThatThrownBy(() -> new ProbeRequest(text, OptionalInt.empty(), INTERVAL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void neverLetsAnOptionOrASpaceThrough(@ForAll String text) {
        try {
            assertThat(ProbeRequest.parse(text, INTERVAL).address()).matches("[A-Za-z0-9:][A-Za-z0-9:._%-]*");
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining(text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536, 99_999})
    void refusesAPortThatIsNone(int port) {
        assertThatThrownBy(() -> new ProbeRequest("10.0.0.7", OptionalInt.of(port), INTERVAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(String.valueOf(port), "1 to 65535");
    }

    @ParameterizedTest
    @CsvSource({"PT0.009S, 9 ms", "PT0S, 0 ms", "PT-1S, -1.0 s", "PT10.001S, 10.0 s"})
    void refusesAnIntervalThatMeasuresNothing(Duration interval, String written) {
        assertThatThrownBy(() -> new ProbeRequest("10.0.0.7", OptionalInt.empty(), interval))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A probe every " + written + " is not possible: write an interval from 10ms to 10s.");
    }

    @Test
    void takesTheLimitsThemselves() {
        assertThat(ProbeRequest.parse("a", ProbeRequest.SHORTEST_INTERVAL).interval())
                .isEqualTo(Duration.ofMillis(10));
        assertThat(ProbeRequest.parse("a", ProbeRequest.LONGEST_INTERVAL).interval())
                .isEqualTo(Duration.ofSeconds(10));
    }
}
