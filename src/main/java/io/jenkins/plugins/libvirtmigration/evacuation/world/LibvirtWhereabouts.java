package io.jenkins.plugins.libvirtmigration.evacuation.world;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.Map;
import java.util.function.Predicate;

/** Where guests run now, as the hosts' libvirt daemons tell it. */
public final class LibvirtWhereabouts implements Whereabouts {
    private final Map<String, HypervisorLink> hosts;

    /** @param hosts every host that may be asked for, by its name */
    public LibvirtWhereabouts(Map<String, HypervisorLink> hosts) {
        this.hosts = Map.copyOf(hosts);
    }

    @Override
    public boolean isActiveOn(String host, Guest guest) {
        return is(host, guest, DomainState::isActive);
    }

    @Override
    public boolean isRunningOn(String host, Guest guest) {
        return is(host, guest, DomainState::isRunning);
    }

    @Override
    public boolean isDefinedOn(String host, Guest guest) {
        return is(host, guest, state -> true);
    }

    private boolean is(String host, Guest guest, Predicate<DomainState> wanted) {
        return link(host)
                .get()
                .libvirt()
                .ask(guest.uuid(), LibvirtDomain::state)
                .filter(wanted)
                .isPresent();
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
