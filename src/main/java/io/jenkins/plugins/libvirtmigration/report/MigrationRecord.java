package io.jenkins.plugins.libvirtmigration.report;

import java.time.Instant;
import java.util.List;

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
        Instant endedAt) {

    public MigrationRecord {
        disks = disks == null ? List.of() : List.copyOf(disks);
        samples = samples == null ? List.of() : List.copyOf(samples);
        events = events == null ? List.of() : List.copyOf(events);
    }

    /** Of a move that did not wait, and of which nobody said in which manner it was. */
    public MigrationRecord(
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
            List<Event> events) {
        this(
                vm,
                uuid,
                source,
                destination,
                storage,
                control,
                outcome,
                reason,
                runsOn,
                startedAt,
                totalMillis,
                downtimeMillis,
                downtimeNetMillis,
                transferredBytes,
                memoryIterations,
                probe,
                disks,
                samples,
                events,
                null,
                null);
    }

    /** Of a move of which nobody said when it was over. */
    public MigrationRecord(
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
            Wait waited) {
        this(
                vm,
                uuid,
                source,
                destination,
                storage,
                control,
                outcome,
                reason,
                runsOn,
                startedAt,
                totalMillis,
                downtimeMillis,
                downtimeNetMillis,
                transferredBytes,
                memoryIterations,
                probe,
                disks,
                samples,
                events,
                manner,
                waited,
                null);
    }

    /** Of what was not moved, or is not over: nothing about it was measured. */
    public static MigrationRecord unmeasured(
            String vm,
            String uuid,
            String source,
            String destination,
            Outcome outcome,
            String reason,
            String runsOn,
            Instant startedAt) {
        return new MigrationRecord(
                vm,
                uuid,
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

    public MigrationRecord withVm(String other) {
        return with(other, storage, outcome, reason, samples, events, manner, waited, endedAt);
    }

    public MigrationRecord withStorage(String other) {
        return with(vm, other, outcome, reason, samples, events, manner, waited, endedAt);
    }

    public MigrationRecord withOutcome(Outcome other, String why) {
        return with(vm, storage, other, why, samples, events, manner, waited, endedAt);
    }

    public MigrationRecord withSamples(List<Sample> others) {
        return with(vm, storage, outcome, reason, others, events, manner, waited, endedAt);
    }

    public MigrationRecord withEvents(List<Event> others) {
        return with(vm, storage, outcome, reason, samples, others, manner, waited, endedAt);
    }

    public MigrationRecord withManner(String other) {
        return with(vm, storage, outcome, reason, samples, events, other, waited, endedAt);
    }

    public MigrationRecord withWaited(Wait other) {
        return with(vm, storage, outcome, reason, samples, events, manner, other, endedAt);
    }

    public MigrationRecord withEndedAt(Instant other) {
        return with(vm, storage, outcome, reason, samples, events, manner, waited, other);
    }

    /** The same move, with all that is ever said otherwise of it. */
    private MigrationRecord with(
            String otherVm,
            String otherStorage,
            Outcome otherOutcome,
            String otherReason,
            List<Sample> otherSamples,
            List<Event> otherEvents,
            String otherManner,
            Wait otherWaited,
            Instant otherEnd) {
        return new MigrationRecord(
                otherVm,
                uuid,
                source,
                destination,
                otherStorage,
                control,
                otherOutcome,
                otherReason,
                runsOn,
                startedAt,
                totalMillis,
                downtimeMillis,
                downtimeNetMillis,
                transferredBytes,
                memoryIterations,
                probe,
                disks,
                otherSamples,
                otherEvents,
                otherManner,
                otherWaited,
                otherEnd);
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
