package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.names.HostAddresses;
import java.util.Set;
import java.util.TreeSet;

/** Where a host's peers come from: any of their addresses, since a network for migrations has one of its own. */
final class Peers {
    private Peers() {}

    static Set<String> addresses(ExaminedHost host, Surroundings around) {
        Set<String> all = new TreeSet<>();
        around.peersOf(host).forEach(peer -> all.addAll(HostAddresses.of(peer).lasting()));
        // Bridges of libvirt's default network have the same address on every host.
        all.removeAll(HostAddresses.of(host).addresses());
        return all;
    }
}
