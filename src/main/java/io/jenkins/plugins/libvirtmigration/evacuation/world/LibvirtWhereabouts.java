package io.jenkins.plugins.libvirtmigration.evacuation.world;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.Map;
import java.util.Optional;

/** Where guests run now, as the hosts' libvirt daemons tell it. */
public final class LibvirtWhereabouts implements Whereabouts {
    private final Map<String, HypervisorLink> hosts;

    /** @param hosts every host that may be asked for, by its name */
    public LibvirtWhereabouts(Map<String, HypervisorLink> hosts) {
        this.hosts = Map.copyOf(hosts);
    }

    @Override
    public boolean isActiveOn(String host, Guest guest) {
        return link(host)
                .get()
                .libvirt()
                .ask(guest.uuid(), domain -> domain.state().isActive())
                .orElse(false);
    }

    @Override
    public boolean isRunningOn(String host, Guest guest) {
        return link(host)
                .get()
                .libvirt()
                .ask(guest.uuid(), domain -> domain.state().isRunning())
                .orElse(false);
    }

    @Override
    public boolean isDefinedOn(String host, Guest guest) {
        Optional<LibvirtDomain> found = link(host).get().libvirt().findDomain(guest.uuid());
        found.ifPresent(LibvirtDomain::close);
        return found.isPresent();
    }

    private HypervisorLink link(String host) {
        HypervisorLink link = hosts.get(host);
        if (link == null) {
            throw new HypervisorUnreachableException(
                    host + " is not among the hosts of this run (" + String.join(", ", hosts.keySet()) + ").", null);
        }
        return link;
    }
}
