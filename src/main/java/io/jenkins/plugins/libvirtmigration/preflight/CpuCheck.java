package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.CpuDefinition;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription;
import io.jenkins.plugins.libvirtmigration.domain.HostCapabilities;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.CpuComparison;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The guest's CPU exists on the destination.
 *
 * <p>libvirt's comparison is known to refuse a running guest's CPU on the very host that it runs on (topoext;
 * EPYC-Milan with libvirt 10), so it is calibrated there first: features that the source itself is said to lack are not
 * asked of the destination. Where even that does not help, nothing is known, and that is said. libvirt itself compares
 * what QEMU really gave the guest with its XML when the destination's QEMU has started (qemuProcessVerifyCPU), before
 * data flows.
 *
 * <p>An emulated CPU (TCG) depends on QEMU's version alone; Nova does not compare it at all. Here a difference is a
 * warning.
 */
final class CpuCheck implements PreflightCheck {

    @Override
    public String id() {
        return "cpu-compatible";
    }

    @Override
    public List<Check> examine(Situation situation) {
        Subject subject = situation.between(id());
        DomainDescription guest = situation.guest().description();
        String expected = "a destination with every feature of the guest's CPU";
        if (guest.cpuXml() == null) {
            return List.of(subject.passed("no CPU model in the guest's XML: QEMU's default for the machine", expected));
        }
        CpuDefinition cpu = CpuDefinition.parse(guest.cpuXml());
        if (cpu.isHostPassthrough()) {
            return List.of(
                    guest.usesKvm()
                            ? hostCpu(situation, subject)
                            : subject.passed("an emulated CPU with all that QEMU can do", expected));
        }
        return List.of(compare(situation, subject, guest, cpu, expected));
    }

    private static Check compare(
            Situation situation, Subject subject, DomainDescription guest, CpuDefinition cpu, String expected) {
        CpuComparison here = ask(situation.source(), guest, cpu);
        CpuDefinition asked = cpu;
        if (!here.isCompatible()) {
            Set<String> rejected = CpuDefinition.featuresNamedIn(here.detail());
            asked = cpu.without(rejected);
            here = rejected.isEmpty() ? here : ask(situation.source(), guest, asked);
        }
        if (!here.isCompatible()) {
            return subject.warning(
                    "nothing known: libvirt says of the source itself that it cannot run the guest that it runs ("
                            + words(here) + ")",
                    expected,
                    "Compare lscpu on both hosts; if the destination lacks something, libvirt stops before data flows");
        }
        CpuComparison there = ask(situation.destination(), guest, asked);
        return switch (there.result()) {
            case IDENTICAL, SUPERSET ->
                subject.passed(
                        asked.equals(cpu) ? words(there) : words(there) + ", without what the source lacks too",
                        expected);
            case UNKNOWN ->
                subject.warning(
                        "nothing known: " + words(there),
                        expected,
                        "Compare lscpu on both hosts; if the destination lacks something, libvirt stops before data flows");
            case INCOMPATIBLE -> incompatible(subject, guest, there, expected);
        };
    }

    private static Check incompatible(Subject subject, DomainDescription guest, CpuComparison there, String expected) {
        return guest.usesKvm()
                ? subject.failed(
                        words(there),
                        expected,
                        "Choose a destination with these features, or give the guest a CPU model that all hosts have"
                                + " (virsh hypervisor-cpu-baseline) and start it anew")
                : subject.warning(
                        words(there),
                        expected,
                        "The CPU is emulated: give the guest a model that the destination's QEMU emulates too, if"
                                + " libvirt stops the migration");
    }

    private static CpuComparison ask(Hypervisor host, DomainDescription guest, CpuDefinition cpu) {
        return host.libvirt()
                .compareCpu(guest.emulator(), guest.architecture(), guest.machine(), guest.virtType(), cpu.xml());
    }

    private static String words(CpuComparison comparison) {
        String detail = comparison.detail() == null ? "" : comparison.detail();
        return comparison.result() + (detail.isEmpty() ? "" : ": " + Shown.text(detail));
    }

    /** libvirt compares nothing for host-passthrough; a guest on a lesser CPU crashes when it uses what is missing. */
    private static Check hostCpu(Situation situation, Subject subject) {
        HostCapabilities.Cpu here = situation.sourceCapabilities().cpu();
        HostCapabilities.Cpu there = situation.destinationCapabilities().cpu();
        String expected = "the same CPU on both hosts: the guest has the host's own (host-passthrough)";
        String models = describe(here) + " here, " + describe(there) + " there";
        if (here.equals(there)) {
            return subject.passed(models, expected);
        }
        Set<String> missing = new TreeSet<>(here.features());
        missing.removeAll(there.features());
        boolean lesser = !missing.isEmpty() || !here.vendor().equals(there.vendor());
        return lesser
                ? subject.failed(
                        missing.isEmpty()
                                ? models
                                : models + "; missing there: " + Shown.text(String.join(", ", missing)),
                        expected,
                        "Choose a destination with the same CPU, or give the guest a CPU model that all hosts have and"
                                + " start it anew")
                : subject.warning(
                        models,
                        expected,
                        "The destination's CPU has all that libvirt knows of the source's; a named CPU model would make"
                                + " that sure");
    }

    private static String describe(HostCapabilities.Cpu cpu) {
        return Shown.text(cpu.vendor() + " " + cpu.model());
    }
}
