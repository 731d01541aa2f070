package io.jenkins.plugins.libvirtmigration.evacuation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps two starts out of one host apart. Guests of about one size that start together also end together, and then
 * nothing uses the link while the next ones are being set up: with two at a time a tenth of the link was seen to be lost
 * that way. Once apart they stay apart, and each gap is filled by the other move.
 */
final class Departures {
    private final Clock clock;
    private final Duration apart;
    private Instant last = Instant.MIN;

    /** @param apart longer than it takes to set a move up */
    Departures(Clock clock, Duration apart) {
        this.clock = clock;
        this.apart = apart;
    }

    void left() {
        last = clock.instant();
    }

    boolean mayLeave() {
        return untilNext().isZero();
    }

    /** When to look again: at the next departure, where that is sooner. */
    Duration orSooner(Duration look) {
        Duration next = untilNext();
        return next.isZero() || next.compareTo(look) > 0 ? look : next;
    }

    private Duration untilNext() {
        Instant now = clock.instant();
        return last.isBefore(now.minus(apart)) ? Duration.ZERO : Duration.between(now, last.plus(apart));
    }
}
