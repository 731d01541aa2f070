package io.jenkins.plugins.libvirtmigration.preflight;

/**
 * What QEMU needs besides the guest's memory, reckoned as KubeVirt does (GetMemoryOverhead in
 * pkg/virt-controller/services/renderresources.go): page tables 1/512 of the memory, 8 MiB a virtual CPU, 32 MiB of video
 * memory and 30 MiB for the process.
 */
public final class QemuMemory {
    private static final long MEBIBYTE = 1L << 20;
    private static final long FIXED = (32 + 30) * MEBIBYTE;
    private static final long PER_CPU = 8 * MEBIBYTE;
    private static final long PAGE_TABLES = 512;

    private QemuMemory() {}

    /** In bytes. */
    public static long overhead(long memoryBytes, int vcpus) {
        return memoryBytes / PAGE_TABLES + vcpus * PER_CPU + FIXED;
    }
}
