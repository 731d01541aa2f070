package io.jenkins.plugins.libvirtmigration.check;

/** How a {@link Check} ended. Only {@link #FAILED} keeps a migration from starting. */
public enum CheckStatus {
    PASSED,
    CHANGED,
    WARNING,
    FAILED
}
