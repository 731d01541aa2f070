package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a move is: memory and disks together, in bytes and bytes a second.
 *
 * @param percent of what was known to be copied; never goes back, and 100 only when the move is proven
 * @param left an estimate: what remains, over the rate less the dirty rate; empty while the guest dirties faster than
 *     the link carries
 */
public record Progress(
        int percent,
        long remainingBytes,
        long totalBytes,
        OptionalLong bytesPerSecond,
        OptionalLong dirtyBytesPerSecond,
        OptionalLong iteration,
        Optional<Duration> left,
        Part memory,
        Part disk) {
    /** What is copied of one kind, in bytes; empty where libvirt does not tell. */
    public record Part(OptionalLong remaining, OptionalLong total) {}

    private static final int NOT_YET_PROVEN = 99;

    /** @param before the percentage already shown */
    static Progress of(JobStatistics job, int before) {
        long remaining = job.memoryRemaining().orElse(0) + job.diskRemaining().orElse(0);
        long total = Math.max(
                remaining, job.memoryTotal().orElse(0) + job.diskTotal().orElse(0));
        int percent = total == 0 ? 0 : (int) (100 * (total - remaining) / total);
        OptionalLong rate = rate(job);
        return new Progress(
                Math.max(before, Math.min(NOT_YET_PROVEN, percent)),
                remaining,
                total,
                rate,
                job.dirtyBytesPerSecond(),
                job.memoryIteration(),
                left(remaining, rate, job.dirtyBytesPerSecond()),
                new Part(job.memoryRemaining(), job.memoryTotal()),
                new Part(job.diskRemaining(), job.diskTotal()));
    }

    /** Memory and disks are copied at the same time over the same link. */
    private static OptionalLong rate(JobStatistics job) {
        OptionalLong memory = job.memoryBytesPerSecond();
        OptionalLong disk = job.diskBytesPerSecond();
        return memory.isEmpty() && disk.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(memory.orElse(0) + disk.orElse(0));
    }

    private static Optional<Duration> left(long remaining, OptionalLong rate, OptionalLong dirty) {
        long gain = rate.orElse(0) - dirty.orElse(0);
        return gain <= 0 ? Optional.empty() : Optional.of(Duration.ofMillis(remaining * 1_000 / gain));
    }
}
