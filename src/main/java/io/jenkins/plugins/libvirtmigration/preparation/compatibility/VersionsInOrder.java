package io.jenkins.plugins.libvirtmigration.preparation.compatibility;

import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtVersion;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;

/**
 * QEMU promises that a guest moves to the same or a newer version, not to an older one. A pair in the middle of an
 * upgrade works in one direction, so the other one is a warning here; the move itself is refused.
 */
public final class VersionsInOrder implements PairExamination {
    @Override
    public String id() {
        return "versions-in-order";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        return List.of(
                judge(
                        Subject.of(from, to, id()).about("libvirt"),
                        "libvirt",
                        from.libvirt(LibvirtConnection::libvirtVersion),
                        to.libvirt(LibvirtConnection::libvirtVersion)),
                judge(
                        Subject.of(from, to, id()).about("QEMU"),
                        "QEMU",
                        from.libvirt(LibvirtConnection::qemuVersion),
                        to.libvirt(LibvirtConnection::qemuVersion)));
    }

    private static Finding judge(Subject subject, String what, LibvirtVersion from, LibvirtVersion to) {
        String found = what + " " + from + " on " + subject.host() + ", " + to + " on " + subject.peer();
        String expected = what + " on the destination not older than on the source";
        return to.compareTo(from) < 0
                ? subject.warning(found, expected, "Upgrade " + subject.peer() + " before guests are moved to it.")
                : subject.passed(found, expected);
    }
}
