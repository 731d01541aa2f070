package io.jenkins.plugins.libvirtmigration.preparation.examination;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;

/** What is asked for, and every host that takes part. */
public record Surroundings(PreparationRequest request, List<ExaminedHost> hosts) {
    public Surroundings {
        hosts = List.copyOf(hosts);
    }

    public List<ExaminedHost> peersOf(ExaminedHost host) {
        return hosts.stream().filter(other -> other != host).toList();
    }
}
