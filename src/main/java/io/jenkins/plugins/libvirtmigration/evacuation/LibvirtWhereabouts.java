package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.Map;

/** Where guests run now, as the hosts' libvirt daemons tell it. */
public final class LibvirtWhereabouts implements ReturnJob.Whereabouts {
    private final Map<String, HypervisorLink> hosts;

    /** @param hosts every host that may be asked for, by its name */
    public LibvirtWhereabouts(Map<String, HypervisorLink> hosts) {
        this.hosts = Map.copyOf(hosts);
    }

    @Override
    public boolean isActiveOn(String host, Guest guest) {
        HypervisorLink link = hosts.get(host);
        if (link == null) {
            throw new IllegalArgumentException(
                    host + " is not among the hosts of this run (" + String.join(", ", hosts.keySet()) + ").");
        }
        return link.get()
                .libvirt()
                .findDomain(guest.uuid())
                .map(LibvirtWhereabouts::isActive)
                .orElse(false);
    }

    private static boolean isActive(LibvirtDomain found) {
        try (LibvirtDomain domain = found) {
            return domain.state().isActive();
        }
    }
}
