package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that a host's SSH server really shows, read over the connection that we trust already: never by asking the
 * network, which is what an attacker answers (ssh-keyscan).
 */
public record HostKeys(List<PublicKey> keys) {
    private static final String PREFIX = "hostkey ";

    public HostKeys {
        keys = List.copyOf(keys);
    }

    public static HostKeys of(ExaminedHost host) {
        return host.fact(HostKeys.class, HostKeys::read);
    }

    private static HostKeys read(ExaminedHost host) {
        List<PublicKey> keys = new ArrayList<>();
        for (String path : paths(host.shell().rootOutput("sshd", "-T"))) {
            host.shell().read(path + ".pub").flatMap(PublicKey::parse).ifPresent(keys::add);
        }
        if (keys.isEmpty()) {
            throw new NotSeenException(
                    "sshd on " + host.name() + " names no host key with a .pub file",
                    "Write it beside the key: ssh-keygen -y -f KEY > KEY.pub");
        }
        return new HostKeys(keys);
    }

    static List<String> paths(String configuration) {
        return configuration
                .lines()
                .filter(line -> line.startsWith(PREFIX))
                .map(line -> line.substring(PREFIX.length()).strip())
                .toList();
    }

    public Optional<PublicKey> ofType(String type) {
        return keys.stream().filter(key -> key.type().equals(type)).findFirst();
    }
}
