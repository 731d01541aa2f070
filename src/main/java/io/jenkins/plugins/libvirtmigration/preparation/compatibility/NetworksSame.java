package io.jenkins.plugins.libvirtmigration.preparation.compatibility;

import io.jenkins.plugins.libvirtmigration.domain.DomainDescription.NetworkInterface;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.guests.RunningGuests;
import io.jenkins.plugins.libvirtmigration.preparation.guests.RunningGuests.Guest;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Networks and bridges of one host exist on the other, with the same MTU. */
public final class NetworksSame implements PairExamination {
    @Override
    public String id() {
        return "networks-same";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Links here = Links.of(from);
        Links there = Links.of(to);
        List<Guest> guests = RunningGuests.of(from).guests();
        return List.of(
                judge(
                        Subject.of(from, to, id()).about("network"),
                        "network",
                        here.networks(),
                        there.networks(),
                        guests),
                judge(
                        Subject.of(from, to, id()).about("bridge"),
                        "bridge",
                        here.bridges().keySet(),
                        up(there),
                        guests),
                mtu(Subject.of(from, to, "mtu-same"), here.bridges(), there.bridges()));
    }

    private static Set<String> up(Links links) {
        Set<String> up = new TreeSet<>(links.bridges().keySet());
        up.removeAll(links.down());
        return up;
    }

    private static Finding judge(
            Subject subject, String kind, Set<String> here, Set<String> there, List<Guest> guests) {
        Set<String> missing = new TreeSet<>(here);
        missing.removeAll(there);
        List<String> stranded = guests.stream()
                .filter(guest -> guest.domain().interfaces().stream().anyMatch(card -> uses(card, kind, missing)))
                .map(Guest::name)
                .toList();
        String expected = "every " + kind + " of " + subject.host() + " on " + subject.peer();
        String found = String.join(", ", missing) + " not there" + (kind.equals("bridge") ? ", or down" : "");
        String remedy = "Make and start the " + kind + " on " + subject.peer() + ".";
        if (!stranded.isEmpty()) {
            return subject.failed(found + "; used by " + String.join(", ", stranded), expected, remedy);
        }
        if (!missing.isEmpty()) {
            return subject.warning(found + ", used by no running guest", expected, remedy);
        }
        return subject.passed(here.isEmpty() ? "no " + kind : String.join(", ", here), expected);
    }

    private static boolean uses(NetworkInterface card, String kind, Set<String> names) {
        return card.type().equals(kind) && card.source().filter(names::contains).isPresent();
    }

    /** A guest sends frames as large as its old bridge allowed; a smaller one drops them. */
    private static Finding mtu(Subject subject, Map<String, Integer> here, Map<String, Integer> there) {
        List<String> different = new ArrayList<>();
        here.forEach((name, mtu) -> {
            if (there.containsKey(name) && !there.get(name).equals(mtu)) {
                different.add(name + " has " + mtu + " on " + subject.host() + ", " + there.get(name) + " on "
                        + subject.peer());
            }
        });
        String expected = "the same MTU on both bridges of one name";
        return different.isEmpty()
                ? subject.passed("the same", expected)
                : subject.warning(String.join("; ", different), expected, "Set one MTU, in bytes, on both.");
    }
}
