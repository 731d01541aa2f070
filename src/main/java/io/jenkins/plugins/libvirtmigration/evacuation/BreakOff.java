package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.Crew.Finished;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.time.Duration;

/**
 * The end of an evacuation or a return that cannot go on. Whoever called closes the connections next, and a move that loses them may
 * leave its guest paused: so moves under way are aborted and waited for, and what is known is written.
 */
final class BreakOff {
    private final Crew crew;
    private final Logbook logbook;
    private final EvacuationListener listener;

    BreakOff(Crew crew, Logbook logbook, EvacuationListener listener) {
        this.crew = crew;
        this.logbook = logbook;
        this.listener = listener;
    }

    /**
     * @param bound what takes longer to end is left to run
     * @param cause is thrown afterwards, and told of what else goes wrong
     */
    void because(Throwable cause, String host, Duration bound) throws InterruptedException {
        if (cause instanceof PlanRefusedException refused) {
            refused.changes()
                    .forEach(change -> logbook.check(Check.failed(
                            host,
                            null,
                            "plan-unchanged",
                            change,
                            "as in the plan that was to be carried out",
                            "Make a new plan with a dry run, and have that approved.")));
        }
        if (!crew.isIdle()) {
            listener.event("Moves under way are aborted, since this cannot go on: " + cause);
        }
        for (Finished finished : crew.end(bound)) {
            attempt(
                    cause,
                    () -> logbook.ended(
                            finished.moved().record(), finished.moved().checks()));
        }
        attempt(cause, () -> logbook.finish(Outcome.FAILED, null));
    }

    private static void attempt(Throwable cause, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
