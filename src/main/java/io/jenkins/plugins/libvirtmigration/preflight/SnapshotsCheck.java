package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.List;

/** No snapshots, whose metadata libvirt does not carry over; and nothing saved that would be started by mistake. */
final class SnapshotsCheck implements PreflightCheck {

    @Override
    public String id() {
        return "snapshots";
    }

    @Override
    public List<Check> examine(Situation situation) {
        LibvirtDomain domain = situation.guest().domain();
        int snapshots = domain.snapshots();
        Subject subject = situation.on(situation.source(), id());
        String uuid = situation.guest().description().uuid().toString();
        Check counted = snapshots == 0
                ? subject.passed("none", "no snapshots")
                : subject.failed(
                        snapshots + (snapshots == 1 ? " snapshot" : " snapshots")
                                + ": libvirt refuses to migrate a domain with any",
                        "no snapshots",
                        "Write their XML down (virsh snapshot-dumpxml " + uuid + " NAME) and take them out of libvirt's"
                                + " books (virsh snapshot-delete " + uuid + " NAME --metadata, the data stays in the"
                                + " image), or delete them");
        Subject saved = situation.on(situation.source(), "managed-save");
        return List.of(
                counted,
                domain.hasManagedSave()
                        ? saved.warning(
                                "an old saved state of this running guest",
                                "none",
                                "It stays behind on the source, of no use: virsh managedsave-remove " + uuid)
                        : saved.passed("none", "no saved state"));
    }
}
