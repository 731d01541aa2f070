package io.jenkins.plugins.libvirtmigration.preparation.compatibility;

import io.jenkins.plugins.libvirtmigration.libvirt.CpuComparison;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;

/**
 * Whether a guest that was given all of one host's CPU could run on the other. The question is put to the source first:
 * libvirt now and then refuses a CPU on the very host that it comes from (features such as topoext), and then its no
 * from elsewhere says nothing.
 */
public final class CpuFits implements PairExamination {
    @Override
    public String id() {
        return "cpu-fits";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Subject subject = Subject.of(from, to, id());
        HostCpu cpu = HostCpu.of(from);
        HostCpu other = HostCpu.of(to);
        String expected = "guests with the whole CPU of " + from.name() + " run on " + to.name();
        if (!cpu.architecture().equals(other.architecture())) {
            return List.of(subject.failed(
                    cpu.architecture() + " on " + from.name() + ", " + other.architecture() + " on " + to.name(),
                    expected,
                    "Pair hosts of one architecture."));
        }
        if (cpu.virtType().equals("kvm") && !other.virtType().equals("kvm")) {
            return List.of(subject.failed(
                    to.name() + " has no KVM",
                    expected,
                    "Turn virtualization on in its firmware, load the kvm module."));
        }
        String models = cpu.model() + " on " + from.name() + ", " + other.model() + " on " + to.name();
        if (!cpu.askedOf(from).isCompatible()) {
            return List.of(subject.warning(
                    models + "; libvirt on " + from.name() + " does not accept its own host's model",
                    expected,
                    "Compare a guest's own CPU: virsh hypervisor-cpu-compare with its live XML."));
        }
        CpuComparison answer = cpu.askedOf(to);
        if (answer.isCompatible()) {
            return List.of(subject.passed(models, expected));
        }
        return List.of(subject.warning(
                models + "; " + to.name() + " lacks something"
                        + (answer.detail().isBlank() ? "" : ": " + answer.detail()),
                expected,
                "Give guests the model that check cpu-baseline names instead of host-model or host-passthrough."));
    }
}
