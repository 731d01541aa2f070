package io.jenkins.plugins.libvirtmigration.preparation.names;

import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.FileChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a host finds its peer by the names that count: the one it was given here, and the one that the peer's libvirt
 * tells a source when no address is given. Debian's installer gives a host's own name 127.0.1.1; copied to a peer, that
 * line sends a guest back to where it came from.
 */
public final class NamesResolve implements PairExamination {
    private static final String HOSTS = "/etc/hosts";

    @Override
    public String id() {
        return "names-resolve";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Set<String> own = HostAddresses.of(to).addresses();
        List<Finding> findings = new ArrayList<>();
        for (String name : names(to)) {
            findings.add(judge(from, to, name, own));
        }
        if (findings.isEmpty()) {
            findings.add(Subject.of(from, to, id())
                    .passed(to.address().host() + " is an address", "no name that needs to be resolved"));
        }
        return findings;
    }

    private Finding judge(ExaminedHost from, ExaminedHost to, String name, Set<String> own) {
        Subject subject = Subject.of(from, to, id()).about(name);
        String expected = name + " resolves to an address of " + to.name();
        Set<String> seen = Resolution.on(from, name);
        if (seen.isEmpty()) {
            Finding finding = subject.warning(
                    name + " is not known on " + from.name(), expected, "Add it to DNS or to " + HOSTS + ".");
            return addressOf(from, to, own)
                    .map(address -> finding.mendedBy(() -> add(from, address, name)))
                    .orElse(finding);
        }
        Optional<String> loopback = seen.stream().filter(Resolution::isLoopback).findFirst();
        if (loopback.isPresent()) {
            return subject.failed(
                    name + " resolves to " + loopback.get() + ", which is " + from.name() + " itself",
                    expected,
                    "Remove that line from " + HOSTS + " on " + from.name() + ".");
        }
        if (seen.stream().noneMatch(own::contains)) {
            return subject.failed(
                    name + " resolves to " + String.join(", ", seen) + "; " + to.name() + " has "
                            + String.join(", ", own),
                    expected,
                    "Correct " + HOSTS + " or DNS; behind address translation, give the address that peers use.");
        }
        return subject.passed(name + " resolves to " + String.join(", ", seen), expected);
    }

    /** Linux's own name for a host that has none, localhost, is nobody's name for another. */
    private static Set<String> names(ExaminedHost to) {
        Set<String> names = new LinkedHashSet<>(List.of(to.address().host(), to.libvirt(LibvirtConnection::hostName)));
        names.removeIf(name -> !Resolution.isName(name) || name.equals("localhost"));
        return names;
    }

    private static Optional<String> addressOf(ExaminedHost from, ExaminedHost to, Set<String> own) {
        return Resolution.on(from, to.address().host()).stream()
                .filter(own::contains)
                .findFirst();
    }

    private static String add(ExaminedHost from, String address, String name) {
        Optional<String> before = from.shell().read(HOSTS);
        String text = before.orElse("");
        String line = address + "\t" + name + "\n";
        FileChange change = new FileChange(
                HOSTS, before, text.isEmpty() || text.endsWith("\n") ? text + line : text + "\n" + line, "0644");
        change.make(from.shell());
        return change.diff();
    }
}
