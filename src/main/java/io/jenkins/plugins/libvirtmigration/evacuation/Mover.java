package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Moves one guest; the seam between an evacuation and the migration of a single guest. */
public interface Mover {

    /**
     * Blocks until the move is over and proven, or has failed. Never throws for what can happen to a move.
     *
     * @param rate this move's share, where a total is given
     */
    Moved move(PlannedMove move, Optional<Bandwidth> rate, AbortSignal abort);

    /**
     * The same for a guest that comes home to where it left its old images, which may be written over; the copies that were
     * made of them where it was are taken away when it is home. One that cannot do that moves it like any other.
     *
     * @param leftImages their paths, as the report of the evacuation has them
     */
    default Moved moveHome(PlannedMove move, Set<String> leftImages, Optional<Bandwidth> rate, AbortSignal abort) {
        return move(move, rate, abort);
    }

    /**
     * Finds out what became of a move that an earlier process began, and follows it to its end if it is still under way.
     * The record succeeds where the guest is proven to run at the destination.
     */
    Moved recover(Guest guest, String source, String destination, AbortSignal abort);

    /** Bytes of memory that a move's destination must have free for it; 0 where that is not known. */
    long memory(PlannedMove move);

    /** Bytes of memory that a host can give to guests now; empty where that is not known. */
    OptionalLong availableMemory(String host);

    /** Changes the rate of a move under way; does nothing where that is not possible now. */
    void changeRate(PlannedMove move, Bandwidth rate);

    /**
     * Asks a guest to shut down in good order, and blocks until it has, within a bound; one that cannot do that says so. Never throws for what can happen.
     * The record has no destination; it succeeds where the guest is powered off and still defined.
     */
    default Moved shutDown(Guest guest, String host, AbortSignal abort) {
        return new Moved(
                Records.notMoved(guest, host, "its strategy is shutdown: shut it down, or let it migrate"), List.of());
    }

    /** Starts a powered-off guest where it is. The record succeeds where it is seen to run. */
    default Moved powerOn(Guest guest, String host) {
        return new Moved(Records.unknown(guest, host, "start it on " + host + ": it was shut down there"), List.of());
    }

    /**
     * What happened, and what was checked before.
     *
     * @param atSource the guest is proven to be where it was, so that it may be tried elsewhere
     * @param mayGoOff it was asked to shut down for the move, or may have been, and was not seen off since: it may still do so
     */
    record Moved(MigrationRecord record, List<Check> checks, boolean atSource, boolean mayGoOff) {
        public Moved {
            checks = List.copyOf(checks);
        }

        public Moved(MigrationRecord record, List<Check> checks, boolean atSource) {
            this(record, checks, atSource, false);
        }

        /** Of a guest that runs: it is where it is proven to run. */
        public Moved(MigrationRecord record, List<Check> checks) {
            this(record, checks, record.source() != null && record.source().equals(record.runsOn()));
        }

        /** Refused before a byte moved: to wait and try the same again would not help. */
        boolean wasRefused() {
            return checks.stream().anyMatch(Check::hasFailed);
        }
    }
}
