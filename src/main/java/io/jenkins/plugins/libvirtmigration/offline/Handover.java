package io.jenkins.plugins.libvirtmigration.offline;

import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.UUID;

/**
 * Carries the definition of a powered-off guest from one host to another. The one at the source goes only after the other
 * was seen, so that at every moment at least one host has it.
 */
final class Handover {
    private final HypervisorLink from;
    private final HypervisorLink to;
    private final UUID uuid;
    private boolean begun;

    Handover(HypervisorLink from, HypervisorLink to, UUID uuid) {
        this.from = from;
        this.to = to;
        this.uuid = uuid;
    }

    /** A process that is gone began it, and saw that nothing was at the destination: what is there now is its work. */
    void begunEarlier() {
        begun = true;
    }

    /** Whether the destination may have the definition from here. Before that, what is there is somebody else's. */
    boolean hasBegun() {
        return begun;
    }

    /** @throws OfflineException where the guest is not as it must be; the destination then has nothing of it from here */
    void carry() {
        if (Holding.of(to, uuid) != Holding.NOTHING) {
            throw new OfflineException(
                    to.name() + " has a definition of it already, or does not say. If nobody needs that"
                            + " definition: virsh undefine " + uuid + " --keep-nvram there.");
        }
        String definition;
        boolean autostart;
        try (LibvirtDomain domain = on(from)) {
            refuseActive(domain);
            definition = domain.inactiveXml();
            autostart = domain.autostart();
        }
        LibvirtConnection there = to.get().libvirt();
        begun = true;
        there.define(definition);
        if (Holding.of(to, uuid) != Holding.DEFINED) {
            throw new OfflineException("It was defined on " + to.name() + ", and is not seen there.");
        }
        release(definition);
        if (autostart) {
            try (LibvirtDomain domain = on(to)) {
                domain.setAutostart(true);
            }
        }
    }

    private void release(String definition) {
        try (LibvirtDomain domain = on(from)) {
            if (domain.state().isActive()) {
                withdraw();
                refuseActive(domain);
            }
            domain.undefine();
        }
        if (Holding.of(from, uuid) == Holding.ACTIVE) {
            // Started in this very moment: it goes on there as a transient one, and gets its definition back.
            from.get().libvirt().define(definition);
            withdraw();
            throw new OfflineException("It was started on " + from.name() + " meanwhile, and is left there.");
        }
    }

    private void refuseActive(LibvirtDomain domain) {
        if (domain.state().isActive()) {
            throw new OfflineException("It was started on " + from.name() + " meanwhile, and is left there.");
        }
    }

    /** Takes away what {@link #carry} put on the destination, where the source still has the guest. */
    void withdraw() {
        if (Holding.of(from, uuid) != Holding.DEFINED && Holding.of(from, uuid) != Holding.ACTIVE) {
            return;
        }
        to.get().libvirt().tell(uuid, domain -> {
            if (!domain.state().isActive()) {
                domain.undefine();
            }
        });
    }

    private LibvirtDomain on(HypervisorLink host) {
        return host.get()
                .libvirt()
                .findDomain(uuid)
                .orElseThrow(() -> new OfflineException(
                        "It is gone from " + host.name() + ": somebody undefined or moved it meanwhile."));
    }
}
