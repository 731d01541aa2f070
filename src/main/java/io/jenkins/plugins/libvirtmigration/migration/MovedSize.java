package io.jenkins.plugins.libvirtmigration.migration;

import java.util.List;

/**
 * The size that timeouts and downtime steps are measured by: the memory and each copied disk, each at least 2 GiB.
 *
 * <p>Source: OpenStack Nova, nova/virt/libvirt/driver.py (_live_migration_data_gb). Nova takes a disk's file length;
 * here it is the virtual size, the most that can be copied.
 */
record MovedSize(double gibibytes) {
    private static final double LEAST = 2;

    static MovedSize of(long memoryBytes, List<Long> copiedDiskBytes) {
        double disks = copiedDiskBytes.stream()
                .mapToDouble(bytes -> Math.max(LEAST, inGibibytes(bytes)))
                .sum();
        return new MovedSize(Math.max(LEAST, inGibibytes(memoryBytes)) + disks);
    }

    private static double inGibibytes(long bytes) {
        return (double) bytes / (1L << 30);
    }
}
