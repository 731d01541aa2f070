package io.jenkins.plugins.libvirtmigration.preparation.compatibility;

import io.jenkins.plugins.libvirtmigration.domain.HostCapabilities;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.guests.RunningGuests;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The boards that guests are started with exist on the other host: at least those of the guests that run. */
public final class MachineTypes implements PairExamination {
    private static final int SHOWN = 5;

    @Override
    public String id() {
        return "machine-types";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Subject subject = Subject.of(from, to, id());
        Set<String> missing = new TreeSet<>(machines(from));
        int known = missing.size();
        missing.removeAll(machines(to));
        List<String> stranded = RunningGuests.of(from).guests().stream()
                .filter(guest -> missing.contains(guest.domain().machine()))
                .map(guest -> guest.name() + " (" + guest.domain().machine() + ")")
                .toList();
        String expected = "machine types of " + from.name() + " exist on " + to.name();
        String remedy =
                "Install the QEMU of " + from.name() + ", or a newer one that still has them, on " + to.name() + ".";
        if (!stranded.isEmpty()) {
            return List.of(subject.failed(
                    "not there, and used by running guests: " + String.join(", ", stranded), expected, remedy));
        }
        if (!missing.isEmpty()) {
            return List.of(subject.warning(
                    missing.size() + " of " + known + " are not there, used by no running guest: " + shown(missing),
                    expected,
                    remedy));
        }
        return List.of(subject.passed(known + " machine types", expected));
    }

    private static Set<String> machines(ExaminedHost host) {
        HostCapabilities capabilities = HostCapabilities.parse(host.libvirt(libvirt -> libvirt.capabilities()));
        return capabilities
                .guest(capabilities.cpu().architecture())
                .map(HostCapabilities.Guest::machines)
                .orElse(Set.of());
    }

    private static String shown(Set<String> names) {
        List<String> first = names.stream().limit(SHOWN).toList();
        return String.join(", ", first) + (names.size() > SHOWN ? " and others" : "");
    }
}
