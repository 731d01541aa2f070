package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NovaStepsTest {

    /** The example in the documentation of Nova's downtime_steps. */
    @Test
    void stepsAreNovas() {
        List<NovaSteps.Step> steps = NovaSteps.steps(400, 10, 30, 3);

        assertThat(steps)
                .extracting(NovaSteps.Step::millis)
                .containsExactly(40L, 76L, 112L, 148L, 184L, 220L, 256L, 292L, 328L, 364L, 400L);
        assertThat(steps.get(1).after()).isEqualTo(Duration.ofSeconds(90));
        assertThat(steps.get(10).after()).isEqualTo(Duration.ofSeconds(900));
    }

    @Test
    void firstStepIsDueAtOnceAndEachOnlyOnce() {
        NovaSteps steps = new NovaSteps(500, 4);

        assertThat(steps.due(Duration.ZERO, Jobs.running(1, 1, 1))).hasValue(50);
        assertThat(steps.due(Duration.ofSeconds(299), Jobs.running(1, 1, 1))).isEqualTo(OptionalLong.empty());
        assertThat(steps.due(Duration.ofSeconds(300), Jobs.running(1, 1, 1))).hasValue(95);
        assertThat(steps.due(Duration.ofSeconds(301), Jobs.running(1, 1, 1))).isEmpty();
    }

    @Test
    void aLateReadingTakesTheLatestStep() {
        assertThat(new NovaSteps(500, 4).due(Duration.ofSeconds(3_000), Jobs.running(1, 1, 1)))
                .hasValue(500);
    }

    @Test
    void fixedIsTheMaximumFromTheStart() {
        NovaSteps fixed = new NovaSteps(700);

        assertThat(fixed.due(Duration.ZERO, Jobs.running(1, 1, 1))).hasValue(700);
        assertThat(fixed.due(Duration.ofHours(1), Jobs.running(1, 1, 1))).isEmpty();
    }
}
