package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
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

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Subject subject = Subject.of(from, to, id());
        String expected = "no private key that both hosts hold";
        Set<PublicKey> shared = new LinkedHashSet<>(OwnKeys.of(from).keys());
        shared.retainAll(OwnKeys.of(to).keys());
        return List.of(
                shared.isEmpty()
                        ? subject.passed("none", expected)
                        : subject.security(
                                Severity.HIGH,
                                shared.size() + " private keys of root are on both: who gets into one host is in both",
                                expected,
                                "Make each host a key of its own, and take the shared one out of every authorized_keys."));
    }
}
