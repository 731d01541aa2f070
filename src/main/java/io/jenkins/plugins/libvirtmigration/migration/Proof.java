package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import java.time.Duration;
import java.util.UUID;

/** Asks both hosts where a guest is, until the answer is settled or the time is up. */
final class Proof {
    /** Longer than libvirtd needs to end an incoming process whose source is gone (keep-alive 5 x 5 s, and a little). */
    static final Duration BOUND = Duration.ofSeconds(35);
    /** An abort is over 30 s after it was asked for: by then no new look begins. */
    static final Duration AFTER_ABORT = Duration.ofSeconds(20);

    /** A host that does not answer is given this long when the other one runs the guest. */
    private static final Duration GRACE_FOR_SILENCE = Duration.ofSeconds(5);
    /** An answer that may be a moment of the switch-over must stand this long. */
    private static final Duration STEADY = Duration.ofSeconds(3);

    private static final long PAUSE_MILLIS = 250;

    /** For each of the two questions of a look at a host. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Lookout source;
    private final Lookout destination;

    Proof(HypervisorLink source, HypervisorLink destination, UUID uuid) {
        this.source = new Lookout(source, uuid);
        this.destination = new Lookout(destination, uuid);
    }

    /**
     * What both hosts said last, and what follows from it.
     *
     * @param settled false: it was so at the last look, and may have been otherwise just before
     */
    record Answer(Sighting source, Sighting destination, Whereabouts whereabouts, boolean settled) {

        boolean bothAnswered() {
            return source.answered() && destination.answered();
        }

        /** The host where the guest runs; null where that is not proven. */
        String runsOn() {
            return switch (whereabouts) {
                case ON_SOURCE -> source.host();
                case ON_DESTINATION, ON_DESTINATION_WITH_LEFT_OVER -> destination.host();
                // What the destination has no process for cannot arrive there; else it may have, in this moment.
                case IN_FLIGHT -> source.isRunning() && destination.isInactive() ? source.host() : null;
                default -> null;
            };
        }

        String words() {
            return source.words() + "; " + destination.words();
        }
    }

    /** One look at both hosts, at the same time. */
    Answer look() throws InterruptedException {
        Lookout.Look atSource = source.begin();
        Lookout.Look atDestination = destination.begin();
        Sighting here = atSource.await(PATIENCE);
        Sighting there = atDestination.await(PATIENCE);
        return new Answer(here, there, Whereabouts.of(here, there), false);
    }

    /** Looks until settled, at most {@link #BOUND}. */
    Answer settle() throws InterruptedException {
        return settle(BOUND);
    }

    /** The last look may begin at the bound, and end up to 9 s after it where hosts are silent. */
    Answer settle(Duration bound) throws InterruptedException {
        long start = System.nanoTime();
        long since = start;
        Answer answer = look();
        while (!settled(answer, elapsed(start), elapsed(since))
                && elapsed(start).compareTo(bound) < 0) {
            Thread.sleep(PAUSE_MILLIS);
            Answer next = look();
            if (next.whereabouts() != answer.whereabouts()) {
                since = System.nanoTime();
            }
            answer = next;
        }
        return new Answer(
                answer.source(),
                answer.destination(),
                answer.whereabouts(),
                settled(answer, elapsed(start), elapsed(since)));
    }

    private static boolean settled(Answer answer, Duration asked, Duration unchanged) {
        return switch (answer.whereabouts()) {
            case ON_SOURCE, ON_DESTINATION -> answer.bothAnswered() || asked.compareTo(GRACE_FOR_SILENCE) >= 0;
            case ON_DESTINATION_WITH_LEFT_OVER,
                    ON_BOTH,
                    PAUSED_ON_SOURCE,
                    PAUSED_ON_BOTH,
                    PAUSED_ON_DESTINATION,
                    NOWHERE -> unchanged.compareTo(STEADY) >= 0;
            case IN_FLIGHT, UNKNOWN -> false;
        };
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
