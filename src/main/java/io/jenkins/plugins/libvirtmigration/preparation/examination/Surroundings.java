package io.jenkins.plugins.libvirtmigration.preparation.examination;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;

/**
 * What is asked for, and every host that takes part.
 *
 * @param unreached names of hosts that take part and could not be logged in to: they must not be shut out
 */
public record Surroundings(PreparationRequest request, List<ExaminedHost> hosts, List<String> unreached) {
    public Surroundings {
        hosts = List.copyOf(hosts);
        unreached = List.copyOf(unreached);
    }

    public Surroundings(PreparationRequest request, List<ExaminedHost> hosts) {
        this(request, hosts, List.of());
    }

    public List<ExaminedHost> peersOf(ExaminedHost host) {
        return hosts.stream().filter(other -> other != host).toList();
    }
}
