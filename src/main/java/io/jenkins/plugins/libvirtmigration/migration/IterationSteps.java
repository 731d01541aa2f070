package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Raises the limit with each pass over the memory, whatever time a pass takes.
 *
 * <p>Source: oVirt's migration policies (ovirt-engine, 0000_config.sql: convergence schedules keyed on QEMU's memory
 * iteration). What oVirt does after the last step, abort or post-copy, is the timeout's action here.
 */
final class IterationSteps implements DowntimeLimit {
    private final NavigableMap<Long, Long> limits;
    private long current;

    private IterationSteps(long... iterationsAndMillis) {
        limits = new TreeMap<>();
        for (int i = 0; i < iterationsAndMillis.length; i += 2) {
            limits.put(iterationsAndMillis[i], iterationsAndMillis[i + 1]);
        }
    }

    static IterationSteps minimalDowntime() {
        return new IterationSteps(0, 100, 1, 150, 2, 200, 3, 300, 4, 400, 6, 500);
    }

    static IterationSteps suspendIfNeeded() {
        return new IterationSteps(0, 100, 1, 150, 2, 200, 3, 300, 4, 400, 6, 500, 7, 5_000);
    }

    static IterationSteps veryLarge() {
        return new IterationSteps(0, 300, 1, 400, 2, 500, 3, 700, 4, 1_000, 6, 1_500, 7, 5_000);
    }

    @Override
    public OptionalLong due(Duration elapsed, JobStatistics job) {
        long limit = limits.floorEntry(job.memoryIteration().orElse(0)).getValue();
        if (limit == current) {
            return OptionalLong.empty();
        }
        current = limit;
        return OptionalLong.of(limit);
    }
}
