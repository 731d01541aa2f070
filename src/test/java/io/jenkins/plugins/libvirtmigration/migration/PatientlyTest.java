package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatientlyTest {
    private final AbortSignal abort = new AbortSignal();

    @Test
    void anInterruptAsksForAnAbortAndStandsAfterwards() {
        Thread.currentThread().interrupt();

        String result = Patiently.carryOut(
                () -> {
                    try {
                        return abort.await(Duration.ofSeconds(30)) ? "ended in order" : "not asked";
                    } catch (InterruptedException e) {
                        return "interrupted";
                    }
                },
                abort,
                Optional::empty);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isEqualTo("ended in order");
    }

    @Test
    void workThatDoesNotListenIsLetGoWhereThatIsSafe() {
        abort.request();

        String result = Patiently.carryOut(
                () -> {
                    try {
                        Thread.sleep(60_000);
                        return "slept";
                    } catch (InterruptedException e) {
                        return "interrupted";
                    }
                },
                abort,
                () -> Optional.of("let go"));

        assertThat(result).isEqualTo("let go");
    }

    @Test
    void whatTheWorkThrowsIsThrown() {
        assertThatThrownBy(() -> Patiently.carryOut(
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        abort,
                        Optional::empty))
                .hasMessage("broken");
    }
}
