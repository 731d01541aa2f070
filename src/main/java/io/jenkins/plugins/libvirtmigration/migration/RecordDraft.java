package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.DiskRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecordBuilder;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.ProbeRecord;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict;
import io.jenkins.plugins.libvirtmigration.storage.StoragePlan;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** What becomes known of a move while it goes on, until it is a record. What stays unknown stays null. */
final class RecordDraft {
    private final Instant startedAt = Instant.now();
    private final String source;
    private final String destination;
    private final Recording recording;
    private String vm;
    private UUID uuid;
    private StoragePlan storage;
    private Boolean peerToPeer;
    private JobStatistics completed = JobStatistics.none();
    private ProbeRecord probe;
    private Long totalMillis;
    private boolean bothAsked;

    RecordDraft(String vm, String source, String destination, Recording recording) {
        this.vm = vm;
        this.source = source;
        this.destination = destination;
        this.recording = recording;
    }

    synchronized void found(String name, UUID id) {
        vm = name;
        uuid = id;
    }

    synchronized void planned(StoragePlan plan, boolean byPeer) {
        storage = plan;
        peerToPeer = byPeer;
    }

    /** The time from the call to its return, the proof not included. */
    synchronized void moved(long millis) {
        totalMillis = millis;
    }

    synchronized void completed(JobStatistics statistics) {
        completed = statistics;
    }

    synchronized void probed(ProbeRecord record) {
        probe = record;
    }

    /** Whether both hosts answered when they were asked where the guest is; false where nobody asked. */
    synchronized void asked(boolean both) {
        bothAsked = both;
    }

    synchronized boolean bothAsked() {
        return bothAsked;
    }

    /** Empty until it is known which guest it is. */
    synchronized Optional<UUID> guest() {
        return Optional.ofNullable(uuid);
    }

    synchronized MigrationRecord finish(Outcome outcome, String reason, String runsOn) {
        return MigrationRecordBuilder.builder()
                .vm(vm)
                .uuid(uuid == null ? null : uuid.toString())
                .source(source)
                .destination(destination)
                .storage(storage == null ? null : storage.kind())
                .control(peerToPeer == null ? null : peerToPeer ? "peer-to-peer" : "managed")
                .outcome(outcome)
                .reason(reason)
                .runsOn(runsOn)
                .startedAt(startedAt)
                .totalMillis(totalMillis)
                .downtimeMillis(boxed(completed.downtimeMillis()))
                .downtimeNetMillis(boxed(completed.netDowntimeMillis()))
                .transferredBytes(transferred())
                .memoryIterations(boxed(completed.memoryIteration()))
                .probe(probe)
                .disks(
                        storage == null
                                ? List.of()
                                : storage.disks().stream().map(this::disk).toList())
                .samples(recording.samples())
                .events(recording.events())
                .build();
    }

    /**
     * Memory from the completed statistics, or the last reading after a failure; disks from the last reading, since the
     * completed statistics have 0 for them.
     */
    private Long transferred() {
        Optional<JobStatistics> last = recording.last();
        OptionalLong memory = completed.memoryProcessed();
        if (memory.isEmpty()) {
            memory = last.map(JobStatistics::memoryProcessed).orElse(OptionalLong.empty());
        }
        if (memory.isEmpty()) {
            return null;
        }
        OptionalLong disk = last.map(JobStatistics::diskProcessed).orElse(OptionalLong.empty());
        if (storage != null && storage.copiesDisks() && disk.isEmpty()) {
            return null;
        }
        return memory.getAsLong() + disk.orElse(0);
    }

    private DiskRecord disk(DiskVerdict judged) {
        return new DiskRecord(
                judged.disk().target(),
                judged.path() == null ? judged.disk().source() : judged.path(),
                judged.verdict().name().toLowerCase(Locale.ROOT),
                judged.reason(),
                null);
    }

    private static Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
