package io.jenkins.plugins.libvirtmigration.evacuation.plan;

/** What is to be done with a guest of a host that is emptied. The names are those of Harvester's maintenance mode. */
public enum Strategy {
    /** It goes on running at a destination. */
    MIGRATE,
    /** It is shut down and stays defined where it is. */
    SHUTDOWN,
    /** It stays, running: the host will not be empty. */
    SKIP,
    /** It is shut down, moved, and started at the destination. */
    COLD;

    public boolean needsDestination() {
        return this == MIGRATE || this == COLD;
    }
}
