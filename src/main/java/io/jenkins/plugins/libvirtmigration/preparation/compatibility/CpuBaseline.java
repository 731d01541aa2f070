package io.jenkins.plugins.libvirtmigration.preparation.compatibility;

import io.jenkins.plugins.libvirtmigration.domain.SafeXml;
import io.jenkins.plugins.libvirtmigration.domain.XmlElement;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which CPU model would run on all hosts, computed by the first host's libvirt from what all of them offer
 * ({@code virsh hypervisor-cpu-baseline}). Advice: nothing is wrong where it is not taken.
 */
public final class CpuBaseline implements HostExamination {
    private static final String EXPECTED = "one CPU model that runs on every host";

    @Override
    public String id() {
        return "cpu-baseline";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        if (host != around.hosts().get(0) || around.hosts().size() == 1) {
            return List.of();
        }
        Subject subject = Subject.of(host, id());
        List<HostCpu> cpus = around.hosts().stream().map(HostCpu::of).toList();
        HostCpu first = cpus.get(0);
        if (cpus.stream().anyMatch(cpu -> !cpu.architecture().equals(first.architecture()))) {
            return List.of(
                    subject.failed("hosts of several architectures", EXPECTED, "Pair hosts of one architecture."));
        }
        String all = cpus.stream().map(HostCpu::offered).collect(Collectors.joining("\n"));
        String baseline = host.shell()
                .output(
                        "sh",
                        "-c",
                        "printf %s \"$1\" | virsh -q -c qemu:///system hypervisor-cpu-baseline --virttype \"$2\" --arch"
                                + " \"$3\" /dev/stdin",
                        "sh",
                        all,
                        first.virtType(),
                        first.architecture());
        return List.of(subject.passed(describe(baseline), EXPECTED));
    }

    static String describe(String xml) {
        XmlElement cpu = SafeXml.parse("The CPU baseline", "cpu", xml.strip());
        return cpu.text("model").orElse("no model") + " (" + features(cpu, "require") + " features added, "
                + features(cpu, "disable") + " taken away)";
    }

    private static long features(XmlElement cpu, String policy) {
        return cpu.all("feature").stream()
                .filter(feature -> feature.attribute("policy").orElse("require").equals(policy))
                .count();
    }
}
