package io.jenkins.plugins.libvirtmigration.evacuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Hand clock = new Hand();
    private final Departures departures = new Departures(clock, Duration.ofMillis(1_500));

    @Test
    void theFirstLeavesAtOnceAndTheNextAWhileLater() {
        assertThat(departures.mayLeave()).isTrue();
        assertThat(departures.orSooner(LOOK)).isEqualTo(LOOK);

        departures.left();

        assertThat(departures.mayLeave()).isFalse();
        assertThat(departures.orSooner(LOOK)).isEqualTo(Duration.ofMillis(1_500));
        clock.advance(Duration.ofMillis(1_499));
        assertThat(departures.mayLeave()).isFalse();
        assertThat(departures.orSooner(LOOK)).isEqualTo(Duration.ofMillis(1));
        clock.advance(Duration.ofMillis(1));
        assertThat(departures.mayLeave()).isTrue();
    }

    @Test
    void looksNoLaterThanItWouldAnyway() {
        departures.left();

        assertThat(departures.orSooner(Duration.ofMillis(5))).isEqualTo(Duration.ofMillis(5));
    }

    /** Moved by hand. */
    private static final class Hand extends Clock {
        private Instant now = Instant.EPOCH;

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
