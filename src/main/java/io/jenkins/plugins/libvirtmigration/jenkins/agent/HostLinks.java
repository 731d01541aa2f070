package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorAccess;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.ResolvedHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hosts of a work by the inventory's names, each connected when it is first needed, all closed at the end. */
final class HostLinks implements AutoCloseable {
    private final Map<String, HypervisorLink> links = new LinkedHashMap<>();

    HostLinks(List<ResolvedHost> hosts) {
        for (ResolvedHost host : hosts) {
            HypervisorAccess access = host.access();
            links.put(
                    host.name(),
                    new HypervisorLink(
                            host.name(), () -> new NamedHypervisor(host.name(), access.open(host.address()))));
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

    @Override
    public void close() {
        links.values().forEach(HypervisorLink::close);
    }
}
