package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.time.Duration;
import java.util.UUID;

/**
 * Lets a guest run again that a move left paused: in the middle of the switch-over, or by its own pause. It does so only
 * where it is proven that the source holds the only process of it: no job on either side, the destination answers that it
 * has none, and both stay so for a while.
 *
 * <p>That is a proof only if the destination is the one of the move that left it: {@link LeftPaused} sees to that where the
 * move was another process's.
 */
final class Recovery {
    /** Longer than a switch-over takes to show in either daemon's answers. */
    private static final Duration BOUND = Duration.ofSeconds(8);

    /** What a daemon may take that waits for a busy QEMU. */
    private static final Duration CALL = Duration.ofSeconds(40);

    private final HypervisorLink source;
    private final HypervisorLink destination;
    private final MigrationListener listener;
    private final AbortSignal abort;

    Recovery(HypervisorLink source, HypervisorLink destination, MigrationListener listener, AbortSignal abort) {
        this.source = source;
        this.destination = destination;
        this.listener = listener;
        this.abort = abort;
    }

    /**
     * Looks at both hosts and lets the guest run again where that is provably right.
     *
     * @param pausedByUs whether this move paused the guest itself; a pause by somebody else is left alone
     * @return what both hosts say afterwards
     */
    Proof.Answer mend(UUID uuid, boolean pausedByUs) throws InterruptedException {
        Proof proof = new Proof(source, destination, uuid);
        Proof.Answer answer = proof.settle(abort.bound(BOUND, Proof.AFTER_ABORT));
        if (answer.whereabouts() != Whereabouts.PAUSED_ON_SOURCE || !answer.settled()) {
            return answer;
        }
        DomainState state = answer.source().state().orElseThrow();
        boolean ours = state.isPausedForMigration() || pausedByUs && state.isPausedByUser();
        if (!ours) {
            return answer;
        }
        return resume(uuid) ? proof.settle(abort.bound(BOUND, Proof.AFTER_ABORT)) : answer;
    }

    private boolean resume(UUID uuid) throws InterruptedException {
        try {
            new Question<>("resume on " + source.name(), () -> resumed(uuid))
                    .ask(abort.bound(CALL, Proof.AFTER_ABORT.plus(BOUND)));
            return true;
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            listener.event(
                    "The guest is paused on " + source.name() + " and could not be let run again: " + e.getMessage());
            return false;
        }
    }

    private boolean resumed(UUID uuid) {
        boolean there = source.get().libvirt().tell(uuid, LibvirtDomain::resume);
        if (there) {
            listener.event("The guest was left paused on " + source.name() + ", and " + destination.name()
                    + " has no process for it: it runs again.");
        }
        return there;
    }
}
