package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.compatibility.HostCpu;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;

/**
 * What libvirt itself finds wrong with a host ({@code virt-host-validate qemu}). That it has no KVM is no fault of its
 * own, if slow: between a host that has it and one that has not, cpu-fits says so.
 */
public final class HardwareReady implements HostExamination {
    private static final String EXPECTED = "virt-host-validate qemu fails nothing";

    @Override
    public String id() {
        return "virtualization-ready";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id());
        // Its exit status is 1 as soon as one line says FAIL.
        String output = host.shell().asRoot("virt-host-validate", "qemu").output();
        if (output.isBlank()) {
            return List.of(subject.warning(
                    "not seen: virt-host-validate said nothing", EXPECTED, "Install libvirt's clients on the host."));
        }
        boolean emulating = HostCpu.of(host).virtType().equals("qemu");
        List<String> failed = failures(output).stream()
                .filter(line -> !emulating || !line.contains("hardware virtualization") && !line.contains("/dev/kvm"))
                .toList();
        return List.of(
                failed.isEmpty()
                        ? subject.passed(emulating ? "no KVM: guests are emulated" : "nothing fails", EXPECTED)
                        : subject.warning(
                                String.join("; ", failed),
                                EXPECTED,
                                "Do what stands in brackets; hardware virtualization is turned on in the firmware."));
    }

    static List<String> failures(String output) {
        return output.lines()
                .filter(line -> line.contains(": FAIL"))
                .map(line -> line.replaceAll("\\s+", " ").strip())
                .toList();
    }
}
