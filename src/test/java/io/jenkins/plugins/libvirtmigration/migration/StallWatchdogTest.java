package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallWatchdogTest {
    private final StallWatchdog watchdog = new StallWatchdog(Duration.ofSeconds(10));

    @Test
    void aShrinkingRemainderIsNoStall() {
        for (int second = 0; second < 100; second++) {
            assertThat(watchdog.observe(seconds(second), Jobs.running(1_000 - second, second, 1)))
                    .isEmpty();
        }
    }

    @Test
    void noNewLowForTooLongIsAStallAndSaysHowLowItCame() {
        watchdog.observe(seconds(0), Jobs.running(40, 1, 2));
        for (int second = 1; second <= 10; second++) {
            assertThat(watchdog.observe(seconds(second), Jobs.running(40 + second % 3, second + 1, 3)))
                    .isEmpty();
        }

        assertThat(watchdog.observe(seconds(11), Jobs.running(41, 20, 3)).orElseThrow())
                .contains("11 s", "40 MiB", "dirties");
    }

    @Test
    void whatIsReadBeforeTheMemoryIsCountedIsNoLow() {
        watchdog.observe(seconds(0), Jobs.with(Jobs.running(0, 0, 0), "memory_total", 0));
        for (int second = 1; second < 30; second++) {
            assertThat(watchdog.observe(seconds(second), Jobs.running(900 - second, second, 1)))
                    .isEmpty();
        }
    }

    @Test
    void notAByteForTooLongIsSilence() {
        JobStatistics still = Jobs.running(900, 100, 1);
        watchdog.observe(seconds(0), still);

        assertThat(watchdog.observe(seconds(10), still)).isEmpty();
        assertThat(watchdog.observe(seconds(11), still).orElseThrow()).contains("not one byte", "firewall");
    }

    @Test
    void aMeasureGivesTimeAgainButDoesNotExcuseSilence() {
        watchdog.observe(seconds(0), Jobs.running(40, 1, 2));
        watchdog.measureTaken(seconds(9));
        assertThat(watchdog.observe(seconds(12), Jobs.running(45, 2, 2))).isEmpty();

        JobStatistics still = Jobs.running(45, 2, 2);
        watchdog.measureTaken(seconds(20));
        assertThat(watchdog.observe(seconds(23), still).orElseThrow()).contains("not one byte");
    }

    @Test
    void disksCountToo() {
        for (int second = 0; second < 60; second++) {
            JobStatistics job = Jobs.with(Jobs.running(5, 5, 1), "disk_remaining", (100 - second) * Jobs.MIB);
            job = Jobs.with(job, "disk_processed", second * Jobs.MIB);
            assertThat(watchdog.observe(seconds(second), job)).isEmpty();
        }
    }

    @Test
    void missingFiguresDecideNothing() {
        watchdog.observe(seconds(0), Jobs.running(40, 1, 2));
        assertThat(watchdog.observe(seconds(500), JobStatistics.none())).isEmpty();
    }

    @Test
    void zeroTurnsItOff() {
        StallWatchdog off = new StallWatchdog(Duration.ZERO);
        off.observe(seconds(0), Jobs.running(40, 1, 2));
        assertThat(off.observe(seconds(9_999), Jobs.running(40, 1, 2))).isEmpty();
    }

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }
}
