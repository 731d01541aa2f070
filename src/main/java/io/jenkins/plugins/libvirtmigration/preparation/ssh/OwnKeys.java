package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.LinkedHashSet;
import java.util.Set;

/** Public parts of the private keys that root has on a host; a private key is never read from it. */
record OwnKeys(Set<PublicKey> keys) {

    static OwnKeys of(ExaminedHost host) {
        return host.fact(OwnKeys.class, read -> {
            Set<PublicKey> keys = new LinkedHashSet<>();
            String files = read.shell()
                    .asRoot(
                            "find",
                            "/root/.ssh",
                            "-maxdepth",
                            "1",
                            "-type",
                            "f",
                            "-name",
                            "id_*",
                            "!",
                            "-name",
                            "*.pub",
                            "-print0")
                    .output();
            for (String file : files.split("\0")) {
                if (!file.isBlank()) {
                    // With a passphrase it cannot be derived; then the .pub beside it has to do.
                    CommandOutput derived = read.shell().asRoot("ssh-keygen", "-y", "-P", "", "-f", file);
                    (derived.succeeded()
                                    ? PublicKey.parse(derived.output())
                                    : read.shell().read(file + ".pub").flatMap(PublicKey::parse))
                            .ifPresent(keys::add);
                }
            }
            return new OwnKeys(keys);
        });
    }
}
