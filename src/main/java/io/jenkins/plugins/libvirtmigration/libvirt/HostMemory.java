package io.jenkins.plugins.libvirtmigration.libvirt;

/**
 * Memory of a host in bytes.
 *
 * @param availableBytes what the kernel can give to a guest without taking it from somebody: by its own word or, where only
 *     libvirt was asked, {@link #reckoned}
 */
public record HostMemory(long totalBytes, long availableBytes) {

    /**
     * Free memory, buffers and half of the page cache. All that libvirt tells are four lines of /proc/meminfo (MemTotal,
     * MemFree, Buffers, Cached: virHostMemGetStatsLinux in src/util/virhostmem.c), not MemAvailable. "Cached" also counts
     * what cannot be given back, tmpfs and shared memory, which the memory of guests is where it is backed by memfd; so
     * the sum of free and cached, the kernel says itself, is "pretty much guaranteed to be wrong" (commit 34e431b0ae39).
     * How much of it that is is not told: half is taken off, as the kernel's own estimate does at most with the cache that
     * it could give back (si_mem_available in mm/page_alloc.c).
     */
    static HostMemory reckoned(long total, long free, long buffers, long cached) {
        return new HostMemory(total, free + buffers + cached / 2);
    }
}
