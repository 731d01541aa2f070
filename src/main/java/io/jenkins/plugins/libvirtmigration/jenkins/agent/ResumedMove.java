package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.migration.LiveMigration;
import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.util.function.Supplier;

/** A move that was begun before: first it is asked what became of that, and only a guest that stayed is moved again. */
final class ResumedMove {
    private final String source;
    private final MigrationListener listener;
    private final AbortSignal abort;

    ResumedMove(String source, MigrationListener listener, AbortSignal abort) {
        this.source = source;
        this.listener = listener;
        this.abort = abort;
    }

    /**
     * @param recover succeeds where it is proven which one host runs the guest
     * @param anew moves it
     */
    LiveMigration.Result run(Supplier<LiveMigration.Result> recover, Supplier<LiveMigration.Result> anew) {
        LiveMigration.Result found = recover.get();
        MigrationRecord record = found.record();
        if (record.outcome() != Outcome.SUCCEEDED || !source.equals(record.runsOn())) {
            return found;
        }
        if (abort.isRequested()) {
            // To have found it is a success; to have moved it would have been one.
            return new LiveMigration.Result(
                    record.withOutcome(Outcome.ABORTED)
                            .withReason("An abort was asked for, so it was not moved again."),
                    found.checks(),
                    found.hostSilent(),
                    found.bothAsked());
        }
        listener.event("It runs on " + source + " still, so it is moved now.");
        return anew.get();
    }
}
