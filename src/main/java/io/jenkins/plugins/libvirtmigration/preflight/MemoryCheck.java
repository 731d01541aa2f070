package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription;
import io.jenkins.plugins.libvirtmigration.libvirt.HostMemory;
import io.jenkins.plugins.libvirtmigration.unit.DataSize;
import java.util.List;

/** The destination has room for all the memory that the guest may use and for {@linkplain QemuMemory QEMU's own}. */
final class MemoryCheck implements PreflightCheck {

    @Override
    public String id() {
        return "memory-fits";
    }

    @Override
    public List<Check> examine(Situation situation) {
        Subject subject = situation.on(situation.destination(), id());
        DomainDescription guest = situation.guest().description();
        HostMemory memory = situation.destination().memory();
        long overhead = QemuMemory.overhead(guest.memoryBytes(), guest.vcpus());
        String expected =
                new DataSize(guest.memoryBytes()) + " for the guest and " + new DataSize(overhead) + " for QEMU";
        String found = new DataSize(memory.availableBytes()) + " available of " + new DataSize(memory.totalBytes());
        // the difference, not the sum: a hostile size must not overflow
        boolean fits = memory.availableBytes() - overhead >= guest.memoryBytes();
        return List.of(
                fits
                        ? subject.passed(found, expected)
                        : subject.failed(
                                found,
                                expected,
                                "Move something else off the destination first, or choose one with more memory"));
    }
}
