package io.jenkins.plugins.libvirtmigration.offline;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.Optional;
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
            Optional<LibvirtDomain> found = host.get().libvirt().findDomain(uuid);
            if (found.isEmpty()) {
                return NOTHING;
            }
            try (LibvirtDomain domain = found.get()) {
                DomainState state = domain.state();
                return state.isActive() ? ACTIVE : state.state() == DomainState.State.NO_STATE ? UNKNOWN : DEFINED;
            }
        } catch (LibvirtCallException e) {
            // gone between the two calls, or an answer that says nothing: the next look tells
            return e.code() == LibvirtCallException.NO_DOMAIN ? NOTHING : UNKNOWN;
        } catch (HypervisorUnreachableException e) {
            return UNKNOWN;
        }
    }
}
