package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Starts at 100 ms and doubles each time that the remainder grew in more than five readings, up to the maximum.
 *
 * <p>Source: Proxmox VE, qemu-server, QemuMigrate.pm. Proxmox goes on to 2,000 s; here the user's maximum ends it.
 */
final class Doubling implements DowntimeLimit {
    private static final long START_MILLIS = 100;
    private static final int PATIENCE = 5;

    private final long most;
    private long current;
    private long lastRemaining = Long.MAX_VALUE;
    private int grown;

    Doubling(long most) {
        this.most = most;
    }

    @Override
    public OptionalLong due(Duration elapsed, JobStatistics job) {
        if (current == 0) {
            current = Math.min(START_MILLIS, most);
            return OptionalLong.of(current);
        }
        OptionalLong remaining = job.memoryRemaining();
        if (remaining.isPresent()) {
            if (remaining.getAsLong() > lastRemaining || remaining.getAsLong() == 0) {
                grown++;
            }
            lastRemaining = remaining.getAsLong();
        }
        if (grown <= PATIENCE || current == most) {
            return OptionalLong.empty();
        }
        grown = 0;
        current = Math.min(most, current * 2);
        return OptionalLong.of(current);
    }
}
