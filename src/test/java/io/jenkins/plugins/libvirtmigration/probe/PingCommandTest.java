package io.jenkins.plugins.libvirtmigration.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.request.ProbeRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PingCommandTest {
    private final PingCommand command = command(100);

    @Test
    void asksNumericallyStampedSmallAndEndsTheOptions() {
        assertThat(command.words())
                .containsExactly("ping", "-n", "-D", "-O", "-i", "0.1", "-s", "16", "--", "10.0.0.7");
        assertThat(command(10).words()).contains("0.01");
        assertThat(command(10_000).words()).contains("10.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10  | ping: cannot flood; minimal interval allowed for user is 200ms    | 200",
                "100 | ping: cannot flood; minimal interval, allowed for user, is 200ms  | 200",
                "100 | ping: option value too small: 0.1                                 | 200",
                "100 | ping: -i interval too short: Operation not permitted; cannot flood | 200",
            })
    void takesTheIntervalThatAUserMayHave(long wanted, String complaint, long allowed) {
        PingCommand.Instead instead = command(wanted).insteadAfter(complaint).orElseThrow();
        assertThat(instead.command().interval()).isEqualTo(Duration.ofMillis(allowed));
        assertThat(instead.command().words()).contains("0.2", "-D");
        assertThat(instead.warning()).contains("200 ms", "instead of every " + wanted + " ms", "TCP port");
    }

    @Test
    void givesUpWhenTheIntervalIsAlreadyAllowed() {
        assertThat(command(200).insteadAfter("ping: cannot flood; minimal interval allowed for user is 200ms"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ping: invalid option -- 'D'",
                "ping: unrecognized option: D; BusyBox v1.36.1 () multi-call binary.",
                "ping: illegal option -- O",
            })
    void leavesOutWhatThisPingDoesNotKnow(String complaint) {
        PingCommand.Instead instead = command.insteadAfter(complaint).orElseThrow();
        assertThat(instead.command().words()).containsExactly("ping", "-n", "-i", "0.1", "-s", "16", "--", "10.0.0.7");
        assertThat(instead.warning()).contains("-D, -O", "iputils");
        assertThat(instead.command().insteadAfter(complaint)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ping: socket: Operation not permitted",
                "ping: nosuch.invalid: Name or service not known",
                "--- 10.0.0.7 ping statistics ---"
            })
    void hasNothingInsteadOfWhatCannotBeDoneWithout(String complaint) {
        assertThat(command.insteadAfter(complaint)).isEmpty();
    }

    private static PingCommand command(long millis) {
        return new PingCommand("ping", ProbeRequest.parse("10.0.0.7", Duration.ofMillis(millis)));
    }
}
