package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.Mover.Moved;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Event;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Records of what an evacuation itself has to say of a guest: its move has begun, it stays, it is gone. */
final class Records {
    private Records() {}

    /** A move that has begun and not ended: with it, a process that is started again finds the move. */
    static MigrationRecord underWay(PlannedMove move, Instant startedAt) {
        return of(move.guest(), move.source(), move.destination(), null, null, null, startedAt);
    }

    static MigrationRecord skipped(Guest guest, String source, String reason, String runsOn) {
        return of(guest, source, null, Outcome.SKIPPED, reason, runsOn, null);
    }

    static MigrationRecord notMoved(Guest guest, String source, String reason) {
        return of(guest, source, null, Outcome.FAILED, reason, source, null);
    }

    /** Nothing is known of where the guest runs. */
    static MigrationRecord unknown(Guest guest, String source, String reason) {
        return of(guest, source, null, Outcome.FAILED, reason, null, null);
    }

    static Moved failed(PlannedMove move, String reason) {
        return new Moved(
                of(move.guest(), move.source(), move.destination(), Outcome.FAILED, reason, null, null), List.of());
    }

    /** Under the guest's own name: it is moved by its UUID, and where nothing else was found out that is all there is. */
    static MigrationRecord named(Guest guest, MigrationRecord record) {
        return with(guest.name(), record, record.events());
    }

    static MigrationRecord withEvent(MigrationRecord record, String sentence) {
        List<Event> events = new ArrayList<>(List.of(new Event(0, sentence)));
        events.addAll(record.events());
        return with(record.vm(), record, events);
    }

    private static MigrationRecord with(String vm, MigrationRecord record, List<Event> events) {
        return new MigrationRecord(
                vm,
                record.uuid(),
                record.source(),
                record.destination(),
                record.storage(),
                record.control(),
                record.outcome(),
                record.reason(),
                record.runsOn(),
                record.startedAt(),
                record.totalMillis(),
                record.downtimeMillis(),
                record.downtimeNetMillis(),
                record.transferredBytes(),
                record.memoryIterations(),
                record.probe(),
                record.disks(),
                record.samples(),
                events,
                record.manner(),
                record.waited());
    }

    /** A guest of which nothing but its name is known any more. */
    static Guest guest(MigrationRecord record) {
        return new Guest(UUID.fromString(record.uuid()), record.vm(), 0, 0, 0, 0, Strategy.MIGRATE, Set.of(), Set.of());
    }

    private static MigrationRecord of(
            Guest guest,
            String source,
            String destination,
            Outcome outcome,
            String reason,
            String runsOn,
            Instant startedAt) {
        return new MigrationRecord(
                guest.name(),
                guest.uuid().toString(),
                source,
                destination,
                null,
                null,
                outcome,
                reason,
                runsOn,
                startedAt,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of());
    }
}
