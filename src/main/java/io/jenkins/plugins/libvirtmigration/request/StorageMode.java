package io.jenkins.plugins.libvirtmigration.request;

/** What the user asked for: judge each disk, or insist that all are shared, or that what is not shared is copied. */
public enum StorageMode {
    AUTO,
    SHARED,
    BLOCK
}
