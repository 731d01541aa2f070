package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.time.Duration;
import java.util.UUID;

/**
 * Mends what a crashed client leaves behind: a guest paused in the middle of the switch-over. It is run again only where
 * it is proven that the source holds the only process of it: no job on either side, the destination answers that it has
 * none, and both stay so for a while.
 */
final class Recovery {
    /** Longer than a switch-over takes to show in either daemon's answers. */
    private static final Duration BOUND = Duration.ofSeconds(8);

    private final HypervisorLink source;
    private final HypervisorLink destination;
    private final MigrationListener listener;

    Recovery(HypervisorLink source, HypervisorLink destination, MigrationListener listener) {
        this.source = source;
        this.destination = destination;
        this.listener = listener;
    }

    /**
     * Looks at both hosts and lets the guest run again where that is provably right.
     *
     * @param pausedByUs whether this move paused the guest itself; a pause by somebody else is left alone
     * @return what both hosts say afterwards
     */
    Proof.Answer mend(UUID uuid, boolean pausedByUs) {
        Proof proof = new Proof(source, destination);
        Proof.Answer answer = proof.settle(uuid, BOUND);
        if (answer.whereabouts() != Whereabouts.PAUSED_ON_SOURCE) {
            return answer;
        }
        DomainState state = answer.source().state().orElseThrow();
        boolean ours = state.isPausedForMigration() || pausedByUs && state.isPausedByUser();
        if (!ours) {
            return answer;
        }
        resume(uuid);
        return proof.settle(uuid, BOUND);
    }

    private void resume(UUID uuid) {
        source.get().libvirt().findDomain(uuid).ifPresent(domain -> {
            try (LibvirtDomain paused = domain) {
                paused.resume();
                listener.event("The guest was left paused on " + source.name() + ", and " + destination.name()
                        + " has no process for it: it runs again.");
            }
        });
    }
}
