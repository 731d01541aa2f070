package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorAccess;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hosts of a run by their names, each connected when it is first needed, and all closed at the end. */
final class Hosts implements AutoCloseable {
    private final Map<String, HypervisorLink> links = new LinkedHashMap<>();

    /** @throws IllegalArgumentException where a host is named twice */
    Hosts(ConnectionOptions connection, HypervisorAccess access, List<HypervisorAddress> addresses) {
        for (HypervisorAddress address : addresses) {
            if (links.put(address.name(), connection.link(access, address)) != null) {
                throw new IllegalArgumentException(
                        address.name() + " is named twice: a guest cannot move from a host to itself.");
            }
        }
    }

    Map<String, HypervisorLink> all() {
        return links;
    }

    HypervisorLink get(HypervisorAddress address) {
        return links.get(address.name());
    }

    @Override
    public void close() {
        links.values().forEach(HypervisorLink::close);
    }
}
