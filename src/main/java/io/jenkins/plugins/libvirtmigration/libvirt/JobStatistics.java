package io.jenkins.plugins.libvirtmigration.libvirt;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One reading of a migration job, with libvirt's field names (VIR_DOMAIN_JOB_*). Bytes, milliseconds, bytes a second;
 * the dirty rate is converted from pages. A figure that libvirt did not give is empty, never 0.
 */
public record JobStatistics(JobType type, Map<String, Long> figures, Optional<String> errorMessage) {

    public JobStatistics {
        figures = Map.copyOf(figures);
    }

    public static JobStatistics none() {
        return new JobStatistics(JobType.NONE, Map.of(), Optional.empty());
    }

    public boolean isRunning() {
        return type == JobType.BOUNDED || type == JobType.UNBOUNDED;
    }

    public OptionalLong figure(String field) {
        Long value = figures.get(field);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    public OptionalLong elapsedMillis() {
        return figure("time_elapsed");
    }

    /** An estimate while the job runs; the truth in completed statistics. */
    public OptionalLong downtimeMillis() {
        return figure("downtime");
    }

    /** The downtime without the clock difference of the two hosts; only in completed statistics. */
    public OptionalLong netDowntimeMillis() {
        return figure("downtime_net");
    }

    public OptionalLong memoryTotal() {
        return figure("memory_total");
    }

    public OptionalLong memoryProcessed() {
        return figure("memory_processed");
    }

    public OptionalLong memoryRemaining() {
        return figure("memory_remaining");
    }

    public OptionalLong memoryBytesPerSecond() {
        return figure("memory_bps");
    }

    public OptionalLong memoryIteration() {
        return figure("memory_iteration");
    }

    /** memory_dirty_rate (pages a second) times memory_page_size. */
    public OptionalLong dirtyBytesPerSecond() {
        OptionalLong pages = figure("memory_dirty_rate");
        OptionalLong size = figure("memory_page_size");
        return pages.isPresent() && size.isPresent()
                ? OptionalLong.of(pages.getAsLong() * size.getAsLong())
                : OptionalLong.empty();
    }

    public OptionalLong diskTotal() {
        return figure("disk_total");
    }

    public OptionalLong diskProcessed() {
        return figure("disk_processed");
    }

    public OptionalLong diskRemaining() {
        return figure("disk_remaining");
    }

    public OptionalLong diskBytesPerSecond() {
        return figure("disk_bps");
    }

    /** Percent of CPU time taken from the guest by auto-converge. */
    public OptionalLong throttlePercent() {
        return figure("auto_converge_throttle");
    }
}
