package io.jenkins.plugins.libvirtmigration.preparation.health;

import io.jenkins.plugins.libvirtmigration.hypervisor.KernelMemory;
import io.jenkins.plugins.libvirtmigration.libvirt.HostMemory;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.guests.RunningGuests;
import io.jenkins.plugins.libvirtmigration.preparation.guests.RunningGuests.Guest;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.unit.DataSize;
import java.util.List;

/** The peer has memory for the largest guest at least; and whether it has it for all. */
public final class MemoryFree implements PairExamination {
    @Override
    public String id() {
        return "memory-free";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        List<Guest> guests = RunningGuests.of(from).guests();
        HostMemory memory = KernelMemory.of(to.shell().run("cat", "/proc/meminfo"))
                .orElseGet(() -> to.libvirt(LibvirtConnection::memory));
        long largest = guests.stream()
                .mapToLong(guest -> guest.domain().memoryBytes())
                .max()
                .orElse(0);
        long all =
                guests.stream().mapToLong(guest -> guest.domain().memoryBytes()).sum();
        return List.of(judge(Subject.of(from, to, id()), memory.availableBytes(), largest, all));
    }

    static Finding judge(Subject subject, long available, long largest, long all) {
        String found = new DataSize(available) + " free on " + subject.peer() + "; guests of " + subject.host()
                + " have " + new DataSize(all) + ", the largest " + new DataSize(largest);
        String expected = "memory on " + subject.peer() + " for the guests of " + subject.host();
        if (available < largest) {
            return subject.failed(found, expected, "Move other guests away from " + subject.peer() + " first.");
        }
        return available < all
                ? subject.warning(found, expected, "Evacuate to several hosts.")
                : subject.passed(found, expected);
    }
}
