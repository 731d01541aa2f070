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
            return List.of(subject.failed(e.getMessage(), EXPECTED, remedy(host, layout)));
        }
    }

    /** To one that is there and hangs a start does nothing. */
    private static String remedy(ExaminedHost host, DaemonLayout layout) {
        String daemon = layout.modular() ? "virtqemud" : "libvirtd";
        boolean there = host.shell().run("pgrep", "-x", daemon).succeeded();
        String service = layout.systemd()
                ? there ? "systemctl restart " + daemon + ".service" : "systemctl start " + daemon + ".socket"
                : "service " + daemon + (there ? " restart" : " start");
        return (there ? daemon + " runs: read its log, see that no guest is being moved, then run on " : "Run on ")
                + host.name() + ": " + service;
    }
}
