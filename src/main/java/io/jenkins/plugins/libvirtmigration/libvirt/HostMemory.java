package io.jenkins.plugins.libvirtmigration.libvirt;

/** Memory of a host in bytes; available counts what the kernel can give back: free, buffers and page cache. */
public record HostMemory(long totalBytes, long availableBytes) {}
