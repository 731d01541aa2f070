package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DowntimeSchedulesTest {

    @Test
    void iterationsRaiseTheLimitAsInOvirt() {
        assertThat(limitsOver(IterationSteps.minimalDowntime(), 8)).containsExactly(100L, 150L, 200L, 300L, 400L, 500L);
        assertThat(limitsOver(IterationSteps.suspendIfNeeded(), 8)).endsWith(500L, 5_000L);
        assertThat(limitsOver(IterationSteps.veryLarge(), 8))
                .containsExactly(300L, 400L, 500L, 700L, 1_000L, 1_500L, 5_000L);
    }

    private static List<Long> limitsOver(DowntimeLimit limit, int iterations) {
        List<Long> limits = new ArrayList<>();
        for (int i = 0; i <= iterations; i++) {
            limit.due(Duration.ofSeconds(i), Jobs.running(10, i, i)).ifPresent(limits::add);
        }
        return limits;
    }

    @Test
    void doublesOnlyAfterTheRemainderHasGrownSixTimes() {
        Doubling doubling = new Doubling(350);
        assertThat(doubling.due(Duration.ZERO, Jobs.running(10, 0, 1))).hasValue(100);

        List<Long> limits = new ArrayList<>();
        for (int second = 1; second <= 40; second++) {
            doubling.due(Duration.ofSeconds(second), Jobs.running(second, second, 1))
                    .ifPresent(limits::add);
        }

        assertThat(limits).containsExactly(200L, 350L);
    }

    @Test
    void doublingLeavesAShrinkingRemainderAlone() {
        Doubling doubling = new Doubling(1_000);
        doubling.due(Duration.ZERO, Jobs.running(100, 0, 1));

        for (int second = 1; second < 60; second++) {
            assertThat(doubling.due(Duration.ofSeconds(second), Jobs.running(100 - second, second, 1)))
                    .isEmpty();
        }
    }

    @Test
    void aSmallMaximumIsKeptFromTheStart() {
        assertThat(new Doubling(40).due(Duration.ZERO, Jobs.running(1, 1, 1))).hasValue(40);
    }
}
