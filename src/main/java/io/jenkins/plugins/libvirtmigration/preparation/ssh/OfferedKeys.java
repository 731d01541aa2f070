package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The keys that root's SSH client would log in to a peer with, by its own configuration: libvirt's daemon has no
 * terminal and no agent, so a key with a passphrase is none.
 *
 * @param usable public parts by file, in the client's order
 * @param locked files that are there and want a passphrase, or are no key
 * @param lookedAt every file that the client looks at, there or not
 */
record OfferedKeys(Map<String, PublicKey> usable, List<String> locked, List<String> lookedAt) {

    static OfferedKeys of(ExaminedHost from, ClientSettings settings) {
        Map<String, PublicKey> usable = new LinkedHashMap<>();
        List<String> locked = new ArrayList<>();
        for (String file : settings.identityFiles()) {
            if (from.shell().asRoot("test", "-e", file).succeeded()) {
                CommandOutput derived = from.shell().asRoot("ssh-keygen", "-y", "-P", "", "-f", file);
                PublicKey.parse(derived.output())
                        .filter(key -> derived.succeeded())
                        .ifPresentOrElse(key -> usable.put(file, key), () -> locked.add(file));
            }
        }
        return new OfferedKeys(usable, List.copyOf(locked), settings.identityFiles());
    }

    /** For a report. */
    String describe() {
        String keys = usable.isEmpty()
                ? "no key for it, looked for " + String.join(", ", lookedAt)
                : usable.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + entry.getValue().type() + ")")
                        .collect(Collectors.joining(", "));
        return keys
                + (locked.isEmpty() ? "" : "; with a passphrase, which nobody can type: " + String.join(", ", locked));
    }
}
