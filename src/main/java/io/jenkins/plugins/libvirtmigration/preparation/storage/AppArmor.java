package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;
import java.util.Optional;

/** Where AppArmor is on, libvirt's profile is in force: it makes each guest one that knows its own disks only. */
public final class AppArmor implements HostExamination {
    private static final String PROFILES = "/sys/kernel/security/apparmor/profiles";

    @Override
    public String id() {
        return "apparmor";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        return List.of(judge(Subject.of(host, id()), host.shell().read(PROFILES)));
    }

    static Finding judge(Subject subject, Optional<String> profiles) {
        String expected = "libvirt's AppArmor profile in force, where AppArmor is on";
        if (profiles.isEmpty() || profiles.get().isBlank()) {
            return subject.passed("AppArmor is not on", expected);
        }
        Optional<String> line = profiles.get()
                .lines()
                .filter(one -> one.matches("(/usr/sbin/)?(libvirtd|virtqemud) .*"))
                .findFirst();
        if (line.isEmpty()) {
            return subject.security(
                    Severity.LOW, "no profile for libvirt is loaded", expected, "Install libvirt's AppArmor profiles.");
        }
        return line.get().endsWith("(enforce)")
                ? subject.passed(line.get(), expected)
                : subject.security(Severity.LOW, line.get(), expected, "aa-enforce it.");
    }
}
