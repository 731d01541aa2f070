package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.time.Duration;
import java.util.Optional;

/**
 * That a host is to be emptied.
 *
 * @param source the host's name
 * @param totalRate shared out among the moves under way
 * @param deadline no move starts later, and those under way are aborted
 * @param failFast refuse a plan that leaves a guest behind, and start nothing after a failure; else go on with the rest
 * @param tries how often a guest is tried: elsewhere each time, and where there is no other on the same destination again
 * @param poweredOffToo move what does not run too: definitions, with their local disks
 */
public record EvacuationRequest(
        String source,
        Goal goal,
        Limits limits,
        Optional<Bandwidth> totalRate,
        Duration deadline,
        boolean failFast,
        int tries,
        Rhythm rhythm,
        boolean poweredOffToo) {

    /** Harvester, Nova and others have no limit here and were seen to wait for ever: an hour is always stated. */
    public static final Duration USUAL_DEADLINE = Duration.ofMinutes(60);

    /** oVirt's number of hosts on which a guest is tried (MaxRerunVmOnVdsCount). */
    public static final int USUAL_TRIES = 3;

    public EvacuationRequest {
        if (tries < 1) {
            throw new IllegalArgumentException(tries + " tries: a guest that is never tried is not moved.");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("The time for the evacuation is " + deadline + ": give it some.");
        }
    }

    /** Of what runs alone. */
    public EvacuationRequest(
            String source,
            Goal goal,
            Limits limits,
            Optional<Bandwidth> totalRate,
            Duration deadline,
            boolean failFast,
            int tries,
            Rhythm rhythm) {
        this(source, goal, limits, totalRate, deadline, failFast, tries, rhythm, false);
    }

    public EvacuationRequest withPoweredOffToo() {
        return new EvacuationRequest(source, goal, limits, totalRate, deadline, failFast, tries, rhythm, true);
    }

    public static EvacuationRequest of(String source) {
        return new EvacuationRequest(
                source,
                Goal.SPREAD,
                Limits.DEFAULT,
                Optional.empty(),
                USUAL_DEADLINE,
                false,
                USUAL_TRIES,
                Rhythm.USUAL);
    }

    /**
     * How often is looked, and how long is waited.
     *
     * @param look between two looks at the host
     * @param backOff after a guest's first failed move, doubled after each further one
     * @param longestBackOff the most of it
     * @param silence how long the host may stay without an answer before the evacuation gives up
     * @param apart between two starts, while a move is under way
     */
    public record Rhythm(Duration look, Duration backOff, Duration longestBackOff, Duration silence, Duration apart) {
        /** KubeVirt's back-off of 20 s doubling, up to five minutes. */
        public static final Rhythm USUAL = new Rhythm(
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                Duration.ofMinutes(5),
                Duration.ofMinutes(2),
                Duration.ofMillis(1_500));

        Duration backOff(int failures) {
            Duration wait = backOff;
            for (int i = 1; i < failures && wait.compareTo(longestBackOff) < 0; i++) {
                wait = wait.multipliedBy(2);
            }
            return wait.compareTo(longestBackOff) < 0 ? wait : longestBackOff;
        }
    }
}
