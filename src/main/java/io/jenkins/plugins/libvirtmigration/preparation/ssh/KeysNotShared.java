package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * No two hosts hold the same private key, as one of the guides has it: whoever gets into one is then in all. The public
 * parts are compared; a private key is never read from a host.
 */
public final class KeysNotShared implements PairExamination {
    @Override
    public String id() {
        return "ssh-keys-not-shared";
    }

    /** Public parts of root's private keys. */
    record OwnKeys(Set<PublicKey> keys) {}

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Subject subject = Subject.of(from, to, id());
        String expected = "no private key that both hosts hold";
        Set<PublicKey> shared = new LinkedHashSet<>(keys(from).keys());
        shared.retainAll(keys(to).keys());
        return List.of(
                shared.isEmpty()
                        ? subject.passed("none", expected)
                        : subject.security(
                                Severity.HIGH,
                                shared.size() + " private keys of root are on both: who gets into one host is in both",
                                expected,
                                "Make each host a key of its own, and take the shared one out of every authorized_keys."));
    }

    private static OwnKeys keys(ExaminedHost host) {
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
