package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a host accepts a peer's own key, it does so from that peer's address, and not for everything: whoever has got
 * into the peer would have a shell here. Lines that somebody wrote are never changed.
 */
public final class PeerKeyRestricted implements PairExamination {
    @Override
    public String id() {
        return "ssh-peer-key-restricted";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Subject subject = Subject.of(from, to, id());
        String[] fields = to.shell()
                .output("getent", "--", "passwd", PeerLogin.user(to))
                .strip()
                .split(":");
        String path = (fields.length > 5 ? fields[5] : "/root") + "/.ssh/authorized_keys";
        return List.of(
                judge(subject, path, to.shell().read(path), OwnKeys.of(from).keys()));
    }

    static Finding judge(Subject subject, String path, Optional<String> text, Set<PublicKey> keys) {
        String expected = "keys of " + subject.host() + " accepted with from= and restrict only";
        List<String> open = new ArrayList<>();
        List<String> lines = text.orElse("").lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Optional<PublicKey> key = line.startsWith("#") ? Optional.empty() : PublicKey.parse(line);
            if (key.filter(keys::contains).isPresent()) {
                // Options stand before the type, so a comment cannot look like one.
                String options = line.substring(0, line.indexOf(key.get().toString()));
                boolean restricted = options.matches("(?i)(.*,)?restrict[,\\s].*");
                if (!restricted || !options.matches("(?i)(.*,)?from=\".*")) {
                    open.add(path + " line " + (i + 1));
                }
            }
        }
        return open.isEmpty()
                ? subject.passed("none without", expected)
                : subject.security(
                        Severity.MEDIUM,
                        "accepted without: " + String.join(", ", open),
                        expected,
                        "Write restrict,from=\"ADDRESS\",command=\"virt-ssh-helper qemu:///system\" before the key.");
    }
}
