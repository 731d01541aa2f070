package io.jenkins.plugins.libvirtmigration.offline;

import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.DiskRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Event;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecordBuilder;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict;
import io.jenkins.plugins.libvirtmigration.storage.StoragePlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What becomes known of a guest while something is done to it that is powered off, until it is a record. */
final class Notes {
    private final Instant startedAt = Instant.now();
    private final long start = System.nanoTime();
    private final List<Event> events = new ArrayList<>();
    private final UUID uuid;
    private final String source;
    private final String destination;
    private final String manner;
    private final MigrationListener listener;
    private String vm;
    private StoragePlan storage;
    private long carried;

    /** @param destination null where the guest stays on its host */
    Notes(UUID uuid, String source, String destination, String manner, MigrationListener listener) {
        this.uuid = uuid;
        this.vm = uuid.toString();
        this.source = source;
        this.destination = destination;
        this.manner = manner;
        this.listener = listener;
    }

    void event(String sentence) {
        events.add(new Event(millis(), sentence));
        listener.event(sentence);
    }

    void named(String name) {
        vm = name;
    }

    void planned(StoragePlan plan) {
        storage = plan;
    }

    /** Bytes of disks that went over. */
    void carried(long bytes) {
        carried = bytes;
    }

    private long millis() {
        return (System.nanoTime() - start) / 1_000_000;
    }

    MigrationRecord finish(Outcome outcome, String reason, String runsOn) {
        return MigrationRecordBuilder.builder()
                .vm(vm)
                .uuid(uuid.toString())
                .source(source)
                .destination(destination)
                .storage(storage == null ? null : storage.kind())
                .outcome(outcome)
                .reason(reason)
                .runsOn(runsOn)
                .startedAt(startedAt)
                .totalMillis(millis())
                .transferredBytes(storage == null ? null : carried)
                .disks(
                        storage == null
                                ? List.of()
                                : storage.disks().stream().map(Notes::disk).toList())
                .events(events)
                .manner(manner)
                .build();
    }

    private static DiskRecord disk(DiskVerdict judged) {
        return new DiskRecord(
                judged.disk().target(),
                judged.path() == null ? judged.disk().source() : judged.path(),
                judged.verdict().name().toLowerCase(Locale.ROOT),
                judged.reason(),
                null);
    }
}
