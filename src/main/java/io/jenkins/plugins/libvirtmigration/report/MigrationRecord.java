package io.jenkins.plugins.libvirtmigration.report;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of one move; the field names are the contract of report.json. A figure that is not known is null, a
 * list never is.
 *
 * @param storage shared, block or none
 * @param control managed or peer-to-peer
 * @param reason of a failure, with value and remedy; null after success
 * @param runsOn the host where the guest was proven to run; null if that could not be proven
 * @param downtimeMillis libvirt's figure, which compares the clocks of both hosts
 * @param downtimeNetMillis libvirt's figure without the clock difference
 * @param manner live; powered-off: it did not run, its definition was moved; shutdown: it was shut down and stays so; cold:
 *     it was shut down, moved and started. Null in reports that do not say
 * @param waited before it began, in an evacuation; null where it began at once or nobody counted
 * @param endedAt when it was over, in an evacuation; {@code startedAt} is before the pre-flight, and {@code totalMillis} only
 *     what the move itself took. Null where nobody said
 */
@RecordBuilder
@RecordBuilder.Options(addStaticBuilder = false)
public record MigrationRecord(
        String vm,
        String uuid,
        String source,
        String destination,
        String storage,
        String control,
        Outcome outcome,
        String reason,
        String runsOn,
        Instant startedAt,
        Long totalMillis,
        Long downtimeMillis,
        Long downtimeNetMillis,
        Long transferredBytes,
        Long memoryIterations,
        ProbeRecord probe,
        List<DiskRecord> disks,
        List<Sample> samples,
        List<Event> events,
        String manner,
        Wait waited,
        Instant endedAt)
        implements MigrationRecordBuilder.With {

    public MigrationRecord {
        disks = disks == null ? List.of() : List.copyOf(disks);
        samples = samples == null ? List.of() : List.copyOf(samples);
        events = events == null ? List.of() : List.copyOf(events);
    }

    /** Where the disks that went over as copies are. */
    public Set<String> copiedPaths() {
        return disks.stream()
                .filter(disk -> "copied".equals(disk.verdict()) && disk.source() != null)
                .map(DiskRecord::source)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @param verdict shared, copied or ignored */
    public record DiskRecord(String target, String source, String verdict, String reason, Long bytes) {}

    /**
     * One reading while the move ran.
     *
     * @param atMillis since the start of the move
     */
    public record Sample(
            long atMillis,
            Long memoryRemaining,
            Long memoryTotal,
            Long diskRemaining,
            Long diskTotal,
            Long bytesPerSecond,
            Long dirtyBytesPerSecond,
            Long iteration,
            Long throttlePercent) {}

    /** Something that was done or seen, in one sentence, for the timeline. */
    public record Event(long atMillis, String what) {}

    /** @param why the limit that held it back */
    public record Wait(long millis, String why) {}
}
