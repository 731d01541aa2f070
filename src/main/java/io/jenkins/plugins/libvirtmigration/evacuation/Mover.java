package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.util.List;
import java.util.Optional;

/** Moves one guest; the seam between an evacuation and the migration of a single guest. */
public interface Mover {

    /**
     * Blocks until the move is over and proven, or has failed. Never throws for what can happen to a move.
     *
     * @param rate this move's share, where a total is given
     */
    Moved move(PlannedMove move, Optional<Bandwidth> rate, AbortSignal abort);

    /**
     * Finds out what became of a move that an earlier process began, and follows it to its end if it is still under way.
     * The record succeeds where the guest is proven to run at the destination.
     */
    Moved recover(Guest guest, String source, String destination, AbortSignal abort);

    /** Changes the rate of a move under way; does nothing where that is not possible now. */
    void changeRate(PlannedMove move, Bandwidth rate);

    /** What happened, and what was checked before. */
    record Moved(MigrationRecord record, List<Check> checks) {
        public Moved {
            checks = List.copyOf(checks);
        }

        /** Refused before a byte moved: to wait and try the same again would not help. */
        boolean wasRefused() {
            return checks.stream().anyMatch(Check::hasFailed);
        }
    }
}
