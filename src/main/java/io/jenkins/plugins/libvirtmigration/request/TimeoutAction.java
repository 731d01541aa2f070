package io.jenkins.plugins.libvirtmigration.request;

/** What is done when the time is up and the guest still has not converged. */
public enum TimeoutAction {
    /** The guest stays on the source. */
    ABORT,
    /** The guest is paused until the rest is copied; let run again if the migration fails. */
    PAUSE,
    /** The guest goes on at the destination and fetches what is missing; cannot be undone. */
    POSTCOPY
}
