package io.jenkins.plugins.libvirtmigration.evacuation.plan;

/** What is to be done with a guest of a host that is emptied. The names are those of Harvester's maintenance mode. */
public enum Strategy {
    /** It goes on running at a destination. */
    MIGRATE,
    /** It is shut down where it is, and is powered off from then on. */
    SHUTDOWN,
    /** It stays, running: the host will not be empty. */
    SKIP,
    /** It is shut down, moved, and started at the destination. */
    COLD,
    /** It does not run: its definition is moved, and its local disks. No metadata wishes this, a guest's state does. */
    POWERED_OFF;

    public boolean needsDestination() {
        return this == MIGRATE || isOffline();
    }

    /** Its definition and disks are carried over while it is powered off. */
    public boolean isOffline() {
        return this == COLD || this == POWERED_OFF;
    }
}
