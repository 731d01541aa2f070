package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription;
import io.jenkins.plugins.libvirtmigration.domain.HostCapabilities;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The destination can run this kind of guest: the virtualisation, the QEMU program and the machine type. */
final class EmulatorCheck implements PreflightCheck {

    @Override
    public String id() {
        return "emulator";
    }

    @Override
    public List<Check> examine(Situation situation) {
        DomainDescription guest = situation.guest().description();
        Optional<HostCapabilities.Guest> offered =
                situation.destinationCapabilities().guest(guest.architecture());
        Subject virtType = situation.on(situation.destination(), "virt-type");
        String architecture = Shown.text(guest.architecture());
        if (offered.isEmpty()) {
            return List.of(virtType.failed(
                    "no QEMU for " + architecture,
                    "QEMU for " + architecture,
                    "Install the QEMU package for that architecture on the destination"));
        }
        List<Check> checks = new ArrayList<>();
        checks.add(virtType(virtType, guest, offered.get()));
        checks.add(emulator(situation, guest, offered.get()));
        checks.add(machine(situation, guest));
        return checks;
    }

    private static Check virtType(Subject subject, DomainDescription guest, HostCapabilities.Guest offered) {
        String wanted = Shown.text(guest.virtType());
        String expected = "domains of type " + wanted;
        if (offered.virtTypes().contains(guest.virtType())) {
            return subject.passed(wanted, expected);
        }
        return subject.failed(
                "only domains of type " + String.join(", ", offered.virtTypes()),
                expected,
                guest.usesKvm()
                        ? "Load the KVM module (modprobe kvm_intel or kvm_amd) and see that virtualisation is enabled"
                                + " in the firmware; virt-host-validate qemu says what is missing"
                        : "Install that emulator on the destination");
    }

    private static Check emulator(Situation situation, DomainDescription guest, HostCapabilities.Guest offered) {
        Subject subject = situation.on(situation.destination(), "emulator");
        String expected = "the program " + Shown.text(guest.emulator());
        if (guest.emulator().equals(offered.emulator())) {
            return subject.passed(Shown.text(offered.emulator()), expected);
        }
        try {
            situation.destination().libvirt().domainCapabilities(guest.emulator(), guest.architecture(), null, null);
            return subject.passed(Shown.text(guest.emulator()), expected);
        } catch (LibvirtCallException e) {
            return subject.failed(
                    Shown.text(e.getMessage()),
                    expected,
                    "Install QEMU at that path on the destination, or change <emulator> with virsh edit and start the"
                            + " guest anew (the destination has " + Shown.text(offered.emulator()) + ")");
        }
    }

    private static Check machine(Situation situation, DomainDescription guest) {
        Subject subject = situation.on(situation.destination(), "machine-type");
        String machine = Shown.text(guest.machine());
        String expected = "the machine type " + machine;
        try {
            situation
                    .destination()
                    .libvirt()
                    .domainCapabilities(guest.emulator(), guest.architecture(), guest.machine(), guest.virtType());
            return subject.passed(machine, expected);
        } catch (LibvirtCallException e) {
            return subject.failed(
                    Shown.text(e.getMessage()),
                    expected,
                    "Install a QEMU on the destination that has it (qemu-system-... -machine help lists them), or"
                            + " change the machine type with virsh edit and start the guest anew");
        }
    }
}
