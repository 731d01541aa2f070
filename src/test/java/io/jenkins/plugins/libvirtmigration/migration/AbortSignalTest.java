package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AbortSignalTest {
    private final AbortSignal abort = new AbortSignal();

    @Test
    void nobodyAskedSoEverythingTakesAsLongAsUsual() {
        assertThat(abort.age()).isEmpty();
        assertThat(abort.bound(Duration.ofSeconds(35), Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(35));
    }

    @Test
    void fromTheFirstWishOnTheTimeRunsOut() throws InterruptedException {
        abort.request();
        Thread.sleep(30);
        abort.request();

        assertThat(abort.age().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofMillis(25));
        assertThat(abort.bound(Duration.ofSeconds(35), Duration.ofSeconds(20)))
                .isPositive()
                .isLessThan(Duration.ofSeconds(20));
        assertThat(abort.bound(Duration.ofSeconds(8), Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(8));
        assertThat(abort.bound(Duration.ofSeconds(8), Duration.ofMillis(1))).isZero();
    }
}
