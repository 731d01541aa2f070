package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.FileChange;
import io.jenkins.plugins.libvirtmigration.preparation.ssh.KnownKeys.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * root on the source has the peer's true host keys on record. What is missing is added to /etc/ssh/ssh_known_hosts, and
 * a record of a key that the peer no longer has is taken out: the true ones come over the connection that we trust.
 */
public final class PeerKeysKnown implements PairExamination {
    @Override
    public String id() {
        return "ssh-host-keys-known";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Subject subject = Subject.of(from, to, id());
        String expected = "root on " + from.name() + " knows the true host keys of " + to.name();
        HostKeys keys = HostKeys.of(to);
        ClientSettings settings = ClientSettings.of(from, to.address());
        String peer = settings.recorded(to.address());
        KnownKeys known = KnownKeys.of(from, peer, settings.knownHosts());
        String global = settings.globalKnownHosts().orElse(KnownKeys.GLOBAL);
        List<Place> wrong = known.byLine().entrySet().stream()
                .filter(entry -> !keys.keys().contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!wrong.isEmpty()) {
            return List.of(subject.failed(
                            "keys that " + to.name() + " does not have: "
                                    + wrong.stream().map(Place::toString).collect(Collectors.joining(", ")),
                            expected,
                            "If " + to.name() + " was installed anew, remove these lines; else find out who made them.")
                    .mendedBy(() -> correct(from, peer, keys, known, wrong, global)));
        }
        if (known.byLine().isEmpty() && around.request().wantsTls()) {
            return List.of(subject.passed("none on record, and none needed for TLS", expected));
        }
        if (known.byLine().isEmpty()) {
            return List.of(subject.warning(
                            "no key of " + to.name() + " is on record",
                            expected,
                            "Add it to " + global + ", from the host itself and not by ssh-keyscan.")
                    .mendedBy(() -> correct(from, peer, keys, known, wrong, global)));
        }
        return List.of(subject.passed(known.byLine().size() + " on record for " + peer + ", all true", expected));
    }

    private static String correct(
            ExaminedHost from, String peer, HostKeys keys, KnownKeys known, List<Place> wrong, String global) {
        Map<String, Set<Integer>> drop = new LinkedHashMap<>();
        drop.put(global, new LinkedHashSet<>());
        wrong.forEach(place -> drop.computeIfAbsent(place.file(), file -> new LinkedHashSet<>())
                .add(place.line()));
        List<PublicKey> missing = keys.keys().stream()
                .filter(key -> !known.byLine().containsValue(key))
                .toList();
        List<String> diffs = new ArrayList<>();
        drop.forEach((file, numbers) -> {
            Optional<String> before = from.shell().read(file);
            String after = without(before.orElse(""), numbers)
                    + (file.equals(global)
                            ? missing.stream()
                                    .map(key -> peer + " " + key + "\n")
                                    .collect(Collectors.joining())
                            : "");
            FileChange change = new FileChange(file, before, after, "0644");
            if (change.isNeeded()) {
                change.make(from.shell());
                diffs.add(change.diff());
            }
        });
        return String.join("\n", diffs);
    }

    static String without(String text, Set<Integer> numbers) {
        List<String> lines = text.lines().toList();
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (!numbers.contains(i + 1)) {
                kept.append(lines.get(i)).append('\n');
            }
        }
        return kept.toString();
    }
}
