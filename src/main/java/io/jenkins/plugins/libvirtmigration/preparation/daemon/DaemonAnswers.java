package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import java.util.List;

/** The daemon runs and answers. A process list would not do: a socket-activated daemon ends when nobody asks. */
public final class DaemonAnswers implements HostExamination {
    private static final String EXPECTED = "libvirt and QEMU answer with their versions";

    @Override
    public String id() {
        return "libvirt-answers";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id());
        DaemonLayout layout = DaemonLayout.of(host);
        try {
            String versions =
                    host.libvirt(libvirt -> "libvirt " + libvirt.libvirtVersion() + ", QEMU " + libvirt.qemuVersion());
            return List.of(subject.passed(versions + ", " + layout.describe(), EXPECTED));
        } catch (NotSeenException e) {
            String start = layout.systemd()
                    ? "systemctl start " + (layout.modular() ? "virtqemud" : "libvirtd") + ".socket"
                    : "service libvirtd start";
            return List.of(subject.failed(e.getMessage(), EXPECTED, "Run on " + host.name() + ": " + start));
        }
    }
}
