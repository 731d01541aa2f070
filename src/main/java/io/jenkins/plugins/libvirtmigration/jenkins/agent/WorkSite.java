package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationListener;
import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.migration.Progress;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** What a {@link Work} finds where it is done: whom to tell, what was done before, and whether to stop. */
public interface WorkSite {

    /** One sentence for the build's log. */
    void say(String sentence);

    /** The guest's newest figures; null when it no longer moves. */
    void progress(String vm, GuestProgress progress);

    /** The guest's move can no longer be aborted: it goes on to its end, however long that takes. */
    void postcopy(String vm);

    /** The work failed because a host could not be reached: the same may well succeed later. */
    void hostSilent(String reason);

    AbortSignal abort();

    /**
     * The newest report of the same work by an agent or a controller that is gone; empty when the work is new. Where it
     * is given, the hosts are asked what became of what had begun.
     */
    Optional<Report> earlier();

    /** Whether the same work was begun before, by an agent or a controller that is gone. */
    boolean resumed();

    /** When the work was begun for the first time, by this machine's clock. */
    Instant startedAt();

    /** A directory for this work alone, kept until the controller has the final report. */
    Path directory();

    /** Tells of one guest's move. */
    default MigrationListener guest(String vm, String uuid, String destination) {
        return new MigrationListener() {
            @Override
            public void event(String sentence) {
                say(vm + ": " + sentence);
            }

            @Override
            public void progress(Progress progress) {
                WorkSite.this.progress(vm, Figures.of(vm, uuid, destination, progress));
            }

            @Override
            public void postcopy() {
                WorkSite.this.postcopy(vm);
            }
        };
    }

    /** Tells of many. */
    default EvacuationListener fleet() {
        return new FleetSentences(this);
    }
}
