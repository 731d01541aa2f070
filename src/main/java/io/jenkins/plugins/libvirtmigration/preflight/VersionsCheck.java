package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtVersion;
import java.util.List;

/**
 * The destination is not older: Nova refuses it too (DestinationHypervisorTooOld). An older maintenance release of the
 * same version is allowed with a warning: within one version QEMU keeps its machine types and their state the same.
 */
final class VersionsCheck implements PreflightCheck {
    private static final long RELEASES = 1_000;

    @Override
    public String id() {
        return "versions";
    }

    @Override
    public boolean needsGuest() {
        return false;
    }

    @Override
    public List<Check> examine(Situation situation) {
        return List.of(
                compare(
                        situation.between("libvirt-version"),
                        "libvirt",
                        situation.source().libvirt().libvirtVersion(),
                        situation.destination().libvirt().libvirtVersion()),
                compare(
                        situation.between("qemu-version"),
                        "QEMU",
                        situation.source().libvirt().qemuVersion(),
                        situation.destination().libvirt().qemuVersion()));
    }

    private static Check compare(Subject subject, String what, LibvirtVersion here, LibvirtVersion there) {
        String found = what + " " + here + " on the source and " + there + " on the destination";
        String expected = "a destination with " + what + " " + here + " or newer";
        if (there.compareTo(here) >= 0) {
            return subject.passed(found, expected);
        }
        String remedy = "Update " + what + " on the destination, or choose a destination that is not older";
        return here.number() / RELEASES == there.number() / RELEASES
                ? subject.warning(found, expected, remedy)
                : subject.failed(found, expected, remedy);
    }
}
