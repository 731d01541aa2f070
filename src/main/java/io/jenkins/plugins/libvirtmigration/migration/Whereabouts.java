package io.jenkins.plugins.libvirtmigration.migration;

/**
 * Where a guest is, decided from what both hosts say. Nothing else decides: not the return of a call, and not a job
 * type (reference: Nova's find_job_type shows how ambiguous that is).
 */
enum Whereabouts {
    /** The destination runs it and the source does not. */
    ON_DESTINATION,
    /** The source runs it and the destination does not. */
    ON_SOURCE,
    /** The destination runs it; the source still holds a paused process, which is never resumed. */
    ON_DESTINATION_WITH_LEFT_OVER,
    /** Both hosts hold it and the switch-over may still come, or be undone: ask again. */
    IN_FLIGHT,
    /** The source holds it paused, nothing migrates, and the destination proves that it has no process for it. */
    PAUSED_ON_SOURCE,
    /** Paused on both and nothing migrates: only a human can decide. */
    PAUSED_ON_BOTH,
    /** The destination holds it paused and the source has no process for it. */
    PAUSED_ON_DESTINATION,
    /** Both hosts answered and neither has a process for it. */
    NOWHERE,
    /** Both run it. */
    ON_BOTH,
    /** A host that may hold it did not answer. */
    UNKNOWN;

    static Whereabouts of(Sighting source, Sighting destination) {
        if (source.isRunning() && destination.isRunning()) {
            return ON_BOTH;
        }
        if (destination.isRunning()) {
            return source.isPaused() ? ON_DESTINATION_WITH_LEFT_OVER : ON_DESTINATION;
        }
        if (source.isRunning()) {
            boolean incoming = destination.isPaused();
            return incoming || source.migrating() ? IN_FLIGHT : ON_SOURCE;
        }
        if (!source.answered() || !destination.answered()) {
            return UNKNOWN;
        }
        if (source.isPaused()) {
            if (source.migrating() || destination.migrating()) {
                return IN_FLIGHT;
            }
            return destination.isInactive() ? PAUSED_ON_SOURCE : PAUSED_ON_BOTH;
        }
        if (destination.isPaused()) {
            return destination.migrating() ? IN_FLIGHT : PAUSED_ON_DESTINATION;
        }
        return NOWHERE;
    }
}
