package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.domain.Disk.NetworkSource;
import io.jenkins.plugins.libvirtmigration.domain.Disk.Server;
import io.jenkins.plugins.libvirtmigration.ssh.Reachability;
import io.jenkins.plugins.libvirtmigration.ssh.SshHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Looks at disks that QEMU reaches over the network: the definition goes with the guest, so both hosts mean the same
 * disk by it, as long as the server's name means the same to both, and the destination reaches it.
 */
final class NetworkSightings {
    /** Ports as registered at IANA; libvirt lets QEMU use them where the XML names none. */
    private static final Map<String, Integer> PORTS = Map.of(
            "nbd", 10809, "rbd", 6789, "iscsi", 3260, "gluster", 24007, "http", 80, "https", 443, "ftp", 21, "ssh", 22,
            "nfs", 2049);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SshHost destination;
    private final String name;

    NetworkSightings(SshHost destination, String name) {
        this.destination = destination;
        this.name = name;
    }

    Sighting look(Disk disk) {
        NetworkSource source = disk.network().orElseThrow();
        String what = Shown.text(source.protocol() + " " + source.name());
        if (source.localSocket() || source.servers().stream().anyMatch(NetworkSightings::isLoopback)) {
            return Sighting.unproven(
                    null,
                    what + " is served by each host for itself (a local socket or a loopback address)",
                    "Name a server that both hosts reach, or say --storage shared if you know that it is the same"
                            + " disk");
        }
        if (source.servers().isEmpty()) {
            return Sighting.shared(
                    null, what + " is the same for both hosts; its servers are in their own configuration");
        }
        List<Reachability> answers =
                source.servers().stream().map(server -> reach(source, server)).toList();
        if (answers.contains(Reachability.OPEN)) {
            return Sighting.shared(null, what + " is the same for both hosts, and " + name + " reaches its server");
        }
        if (answers.contains(Reachability.UNKNOWN)) {
            return Sighting.shared(
                    null,
                    what + " is the same for both hosts; " + name + " does not say whether it reaches the server");
        }
        return Sighting.unusable(
                null,
                name + " does not reach the server of " + what + ": " + describe(source, answers),
                "Open the way from " + name + " to that server, or start it");
    }

    private Reachability reach(NetworkSource source, Server server) {
        Integer port = port(source, server);
        return port == null ? Reachability.UNKNOWN : destination.reach(server.host(), port, PATIENCE);
    }

    private static Integer port(NetworkSource source, Server server) {
        return server.port() != null ? server.port() : PORTS.get(source.protocol());
    }

    private static String describe(NetworkSource source, List<Reachability> answers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < answers.size(); i++) {
            Server server = source.servers().get(i);
            text.append(i == 0 ? "" : ", ")
                    .append(Shown.text(server.host()))
                    .append(" port ")
                    .append(port(source, server))
                    .append(
                            switch (answers.get(i)) {
                                case REFUSED -> " refuses";
                                case SILENT -> " does not answer";
                                default -> " cannot be reached";
                            });
        }
        return text.toString();
    }

    private static boolean isLoopback(Server server) {
        return server.host().equals("localhost")
                || server.host().startsWith("127.")
                || server.host().equals("::1");
    }
}
