package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.Mover.Moved;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Event;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecordBuilder;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Records of what an evacuation itself has to say of a guest: its move has begun, it stays, it is gone. */
final class Records {
    /** The word for the storage of a move that copies disks. */
    private static final String COPIED = "block";

    private Records() {}

    /** A move that has begun and not ended: with it, a process that is started again finds the move. */
    static MigrationRecord underWay(PlannedMove move, Instant startedAt) {
        return of(move.guest(), move.source())
                .destination(move.destination())
                .startedAt(startedAt)
                .storage(move.route().copiesDisks() ? COPIED : null)
                .manner(manner(move.guest().strategy()))
                .build();
    }

    /** What the move of a record takes of the hosts, as far as it says. */
    static Route route(MigrationRecord record) {
        return COPIED.equals(record.storage()) ? Route.copying("disks", 0) : Route.OPEN;
    }

    static MigrationRecord skipped(Guest guest, String source, String reason, String runsOn) {
        return of(guest, source)
                .outcome(Outcome.SKIPPED)
                .reason(reason)
                .runsOn(runsOn)
                .build();
    }

    static MigrationRecord notMoved(Guest guest, String source, String reason) {
        return unknown(guest, source, reason).withRunsOn(guest.strategy() == Strategy.POWERED_OFF ? null : source);
    }

    /** Nothing is known of where the guest runs. */
    static MigrationRecord unknown(Guest guest, String source, String reason) {
        return of(guest, source).outcome(Outcome.FAILED).reason(reason).build();
    }

    static Moved failed(PlannedMove move, String reason) {
        return new Moved(unknown(move.guest(), move.source(), reason).withDestination(move.destination()), List.of());
    }

    /** Under the guest's own name: it is moved by its UUID, and where nothing else was found out that is all there is. */
    static MigrationRecord named(Guest guest, MigrationRecord record) {
        return record.withVm(guest.name());
    }

    static MigrationRecord withEvent(MigrationRecord record, String sentence) {
        List<Event> events = new ArrayList<>(List.of(new Event(0, sentence)));
        events.addAll(record.events());
        return record.withEvents(events);
    }

    /** With what was said when the move was over. */
    static MigrationRecord withLastEvents(MigrationRecord record, List<String> sentences) {
        List<Event> events = new ArrayList<>(record.events());
        long at = events.isEmpty() ? 0 : events.get(events.size() - 1).atMillis();
        sentences.forEach(sentence -> events.add(new Event(at, sentence)));
        return record.withEvents(events);
    }

    /** The word for how a guest is moved that has this strategy; null for one that goes on running. */
    private static String manner(Strategy strategy) {
        return switch (strategy) {
            case COLD -> "cold";
            case POWERED_OFF -> "powered-off";
            case SHUTDOWN -> "shutdown";
            default -> null;
        };
    }

    /** What was done, or begun, with the guest of a record. */
    static Strategy strategy(MigrationRecord record) {
        return Arrays.stream(Strategy.values())
                .filter(strategy -> record.manner() != null && record.manner().equals(manner(strategy)))
                .findFirst()
                .orElse(Strategy.MIGRATE);
    }

    /** Whether a guest was tried to be moved off a host and was not seen there afterwards. */
    static boolean mayBeAway(MigrationRecord record, String home) {
        return record.destination() != null
                && record.outcome() != Outcome.SKIPPED
                && (record.outcome() == Outcome.SUCCEEDED
                        || !home.equals(record.runsOn()) && !home.equals(record.destination()));
    }

    /** Whether a guest's move off a host ended without a proof of where it is: nobody may forget it. */
    static boolean isUnproven(MigrationRecord record, String home) {
        return (record.outcome() == Outcome.FAILED || record.outcome() == Outcome.ABORTED) && mayBeAway(record, home);
    }

    /** It was asked to shut down by a process that is gone, and has. */
    static MigrationRecord wasShutDown(MigrationRecord begun) {
        return MigrationRecordBuilder.builder()
                .vm(begun.vm())
                .uuid(begun.uuid())
                .source(begun.source())
                .outcome(Outcome.SUCCEEDED)
                .startedAt(begun.startedAt())
                .events(begun.events())
                .manner(begun.manner())
                .build();
    }

    /** A guest of which nothing but its name is known any more. */
    static Guest guest(MigrationRecord record) {
        return new Guest(UUID.fromString(record.uuid()), record.vm(), 0, 0, 0, 0, strategy(record), Set.of(), Set.of());
    }

    private static MigrationRecordBuilder of(Guest guest, String source) {
        return MigrationRecordBuilder.builder()
                .vm(guest.name())
                .uuid(guest.uuid().toString())
                .source(source);
    }
}
