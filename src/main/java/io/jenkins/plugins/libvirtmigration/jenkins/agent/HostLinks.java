package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.host.LoginRefusedException;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorAccess;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.ResolvedHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The hosts of a work by the inventory's names, each connected when it is first needed, all closed at the end. */
final class HostLinks implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(HostLinks.class.getName());

    private final Map<String, HypervisorLink> links = new LinkedHashMap<>();

    HostLinks(List<ResolvedHost> hosts) {
        for (ResolvedHost host : hosts) {
            HypervisorAccess access = host.access();
            links.put(host.name(), new HypervisorLink(host.name(), () -> open(host, access)));
        }
    }

    private static Hypervisor open(ResolvedHost host, HypervisorAccess access) {
        try {
            return new NamedHypervisor(host.name(), access.open(host.address()));
        } catch (HypervisorUnreachableException e) {
            throw host.name().equals(host.address().name()) ? e : e.of(host.name());
        }
    }

    HypervisorLink get(String name) {
        return links.get(name);
    }

    Map<String, HypervisorLink> all() {
        return Map.copyOf(links);
    }

    List<HypervisorLink> get(List<ResolvedHost> hosts) {
        List<HypervisorLink> found = new ArrayList<>();
        hosts.forEach(host -> found.add(links.get(host.name())));
        return found;
    }

    /**
     * Connects, unless the host is silent: then whoever needs it waits for it.
     *
     * @throws LoginRefusedException where the host answers and does not let us in, so that waiting changes nothing
     */
    void greet(String name) {
        try {
            links.get(name).get();
        } catch (LoginRefusedException e) {
            throw e;
        } catch (HypervisorUnreachableException e) {
            LOGGER.log(Level.FINE, "Silent at the beginning", e);
        }
    }

    /** Those of the hosts that do not answer now; one that refuses us does answer. */
    List<String> silent(List<ResolvedHost> hosts) {
        List<String> silent = new ArrayList<>();
        for (ResolvedHost host : hosts) {
            try {
                links.get(host.name()).get();
            } catch (LoginRefusedException e) {
                LOGGER.log(Level.FINE, "It answers, and refuses us", e);
            } catch (HypervisorUnreachableException e) {
                silent.add(host.name());
            }
        }
        return silent;
    }

    @Override
    public void close() {
        links.values().forEach(HypervisorLink::close);
    }
}
