package io.jenkins.plugins.libvirtmigration.libvirt;

/**
 * A domain's state and libvirt's numeric reason for it (virDomainGetState; the reasons are counted per state in
 * libvirt-domain.h).
 */
public record DomainState(State state, int reason) {

    /** In the order of virDomainState. */
    public enum State {
        NO_STATE,
        RUNNING,
        BLOCKED,
        PAUSED,
        SHUTTING_DOWN,
        SHUT_OFF,
        CRASHED,
        SUSPENDED
    }

    private static final int PAUSED_BY_USER = 1;
    private static final int PAUSED_FOR_MIGRATION = 2;
    private static final int PAUSED_BY_IO_ERROR = 5;
    private static final int PAUSED_WHILE_STARTING = 11;
    private static final int PAUSED_FOR_POSTCOPY = 12;
    private static final int PAUSED_POSTCOPY_FAILED = 13;

    /** @param state a virDomainState; what a newer libvirt may have added counts as no state */
    static DomainState of(int state, int reason) {
        State[] states = State.values();
        return new DomainState(state >= 0 && state < states.length ? states[state] : State.NO_STATE, reason);
    }

    /** A state that says nothing may be that of a guest which runs. */
    public boolean mayBeActive() {
        return isActive() || state == State.NO_STATE;
    }

    public boolean isRunning() {
        return state == State.RUNNING || state == State.BLOCKED;
    }

    /** Running, paused or suspended: a QEMU process holds the guest. */
    public boolean isActive() {
        return isRunning() || state == State.PAUSED || state == State.SUSPENDED || state == State.SHUTTING_DOWN;
    }

    public boolean isPaused() {
        return state == State.PAUSED;
    }

    public boolean isPausedByUser() {
        return isPaused() && reason == PAUSED_BY_USER;
    }

    /** Its QEMU is being set up: it runs in a moment, or is gone. */
    public boolean isStarting() {
        return isPaused() && reason == PAUSED_WHILE_STARTING;
    }

    public boolean isPausedForMigration() {
        return isPaused() && reason == PAUSED_FOR_MIGRATION;
    }

    public boolean isPausedByIoError() {
        return isPaused() && reason == PAUSED_BY_IO_ERROR;
    }

    /** On the source: the guest went on at the destination by post-copy, or was lost on the way there. */
    public boolean isPausedForPostcopy() {
        return isPaused() && (reason == PAUSED_FOR_POSTCOPY || reason == PAUSED_POSTCOPY_FAILED);
    }

    public boolean isPostcopyFailed() {
        return isPaused() && reason == PAUSED_POSTCOPY_FAILED;
    }
}
