package io.jenkins.plugins.libvirtmigration.evacuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final SteppedClock clock = new SteppedClock();
    private final Departures departures = new Departures(clock, Duration.ofMillis(1_500));

    @Test
    void theFirstLeavesAtOnceAndTheNextAWhileLater() {
        assertThat(departures.mayLeave()).isTrue();
        assertThat(departures.orSooner(LOOK)).isEqualTo(LOOK);

        departures.left();

        assertThat(departures.mayLeave()).isFalse();
        assertThat(departures.orSooner(LOOK)).isEqualTo(Duration.ofMillis(1_500));
        clock.step(Duration.ofMillis(1_499));
        assertThat(departures.mayLeave()).isFalse();
        assertThat(departures.orSooner(LOOK)).isEqualTo(Duration.ofMillis(1));
        clock.step(Duration.ofMillis(1));
        assertThat(departures.mayLeave()).isTrue();
    }

    @Test
    void looksNoLaterThanItWouldAnyway() {
        departures.left();

        assertThat(departures.orSooner(Duration.ofMillis(5))).isEqualTo(Duration.ofMillis(5));
    }
}
