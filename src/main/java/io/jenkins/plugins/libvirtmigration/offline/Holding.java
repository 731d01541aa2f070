package io.jenkins.plugins.libvirtmigration.offline;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.UUID;

/** What a host has of a guest, asked this moment. */
enum Holding {
    /** It does not know the guest. */
    NOTHING,
    /** A definition, powered off. */
    DEFINED,
    /** It runs, or is paused: a process holds it. */
    ACTIVE,
    /** The host did not answer, or not clearly. */
    UNKNOWN;

    boolean isKnown() {
        return this != UNKNOWN;
    }

    static Holding of(HypervisorLink host, UUID uuid) {
        try {
            return host.get()
                    .libvirt()
                    .ask(uuid, LibvirtDomain::state)
                    .map(Holding::of)
                    .orElse(NOTHING);
        } catch (LibvirtCallException | HypervisorUnreachableException e) {
            return UNKNOWN;
        }
    }

    private static Holding of(DomainState state) {
        if (state.isActive()) {
            return ACTIVE;
        }
        return state.mayBeActive() ? UNKNOWN : DEFINED;
    }
}
