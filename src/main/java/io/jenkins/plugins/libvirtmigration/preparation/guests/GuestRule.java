package io.jenkins.plugins.libvirtmigration.preparation.guests;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.guests.RunningGuests.Guest;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One rule that every running guest of a host is held to. A guest's settings are its owner's: they are named and never
 * changed.
 *
 * @param severity where breaking the rule is a danger and not only a hindrance
 */
public record GuestRule(String id, String expected, String remedy, Optional<Severity> severity, Fault fault)
        implements HostExamination {

    /** What is wrong with a guest. */
    @FunctionalInterface
    public interface Fault {
        /** One sentence for each thing, none where the guest is in order. */
        List<String> in(Guest guest);
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id);
        List<Guest> guests = RunningGuests.of(host).guests();
        List<String> told = new ArrayList<>();
        guests.forEach(guest -> fault.in(guest).forEach(wrong -> told.add(guest.name() + ": " + wrong)));
        if (told.isEmpty()) {
            return List.of(subject.passed(guests.size() + " running guests", expected));
        }
        String found = String.join("; ", told);
        return List.of(severity.map(how -> subject.security(how, found, expected, remedy))
                .orElseGet(() -> subject.warning(found, expected, remedy)));
    }
}
