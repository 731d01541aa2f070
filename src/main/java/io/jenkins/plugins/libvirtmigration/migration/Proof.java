package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import java.time.Duration;
import java.util.UUID;

/** Asks both hosts where a guest is, until the answer is settled or the time is up. */
final class Proof {
    /** Longer than libvirtd needs to end an incoming process whose source is gone (keep-alive 5 x 5 s, and a little). */
    static final Duration BOUND = Duration.ofSeconds(35);
    /** A host that does not answer is given this long when the other one runs the guest. */
    private static final Duration GRACE_FOR_SILENCE = Duration.ofSeconds(5);
    /** An answer that may be a moment of the switch-over must stand this long. */
    private static final Duration STEADY = Duration.ofSeconds(3);

    private static final long PAUSE_MILLIS = 250;

    private final HypervisorLink source;
    private final HypervisorLink destination;

    Proof(HypervisorLink source, HypervisorLink destination) {
        this.source = source;
        this.destination = destination;
    }

    /** What both hosts said last, and what follows from it. */
    record Answer(Sighting source, Sighting destination, Whereabouts whereabouts) {

        /** The host where the guest runs; null where that is not proven. */
        String runsOn() {
            return switch (whereabouts) {
                case ON_SOURCE -> source.host();
                case ON_DESTINATION, ON_DESTINATION_WITH_LEFT_OVER -> destination.host();
                case IN_FLIGHT -> source.isRunning() ? source.host() : null;
                default -> null;
            };
        }

        String words() {
            return source.words() + "; " + destination.words();
        }
    }

    /** One look at both hosts. */
    Answer look(UUID uuid) {
        Sighting atSource = Sighting.of(source, uuid);
        Sighting atDestination = Sighting.of(destination, uuid);
        return new Answer(atSource, atDestination, Whereabouts.of(atSource, atDestination));
    }

    /** Looks until settled, at most {@link #BOUND}. */
    Answer settle(UUID uuid) {
        return settle(uuid, BOUND);
    }

    Answer settle(UUID uuid, Duration bound) {
        long start = System.nanoTime();
        long since = start;
        Answer answer = look(uuid);
        while (!settled(answer, elapsed(start), elapsed(since))
                && elapsed(start).compareTo(bound) < 0) {
            if (!pause()) {
                return answer;
            }
            Answer next = look(uuid);
            if (next.whereabouts() != answer.whereabouts()) {
                since = System.nanoTime();
            }
            answer = next;
        }
        return answer;
    }

    private static boolean settled(Answer answer, Duration asked, Duration unchanged) {
        boolean bothAnswered =
                answer.source().answered() && answer.destination().answered();
        return switch (answer.whereabouts()) {
            case ON_SOURCE, ON_DESTINATION -> bothAnswered || asked.compareTo(GRACE_FOR_SILENCE) >= 0;
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

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
