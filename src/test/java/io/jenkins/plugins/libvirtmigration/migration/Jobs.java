package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.libvirt.JobType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Readings of a job, as a test wants them. */
final class Jobs {
    static final long MIB = 1 << 20;

    private Jobs() {}

    static JobStatistics running(long remainingMib, long processedMib, long iteration) {
        return running(Map.of(
                "memory_total", 1024 * MIB,
                "memory_remaining", remainingMib * MIB,
                "memory_processed", processedMib * MIB,
                "memory_iteration", iteration));
    }

    static JobStatistics with(JobStatistics job, String field, long value) {
        Map<String, Long> figures = new HashMap<>(job.figures());
        figures.put(field, value);
        return running(figures);
    }

    static JobStatistics running(Map<String, Long> figures) {
        return new JobStatistics(JobType.UNBOUNDED, figures, Optional.empty());
    }
}
