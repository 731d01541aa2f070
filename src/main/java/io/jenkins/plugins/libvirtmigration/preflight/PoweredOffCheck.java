package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.SafeXml;
import io.jenkins.plugins.libvirtmigration.domain.XmlElement;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict;
import io.jenkins.plugins.libvirtmigration.storage.ImageTransfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Nothing of the guest is left behind when its definition and its disks are carried over while it is powered off: no UEFI
 * variables, no TPM state and no saved memory, which are files of the source that libvirt carries only for a running one.
 */
final class PoweredOffCheck implements PreflightCheck {
    private static final String EXPECTED = "a guest that is whole with its definition and its disks";

    @Override
    public String id() {
        return "powered-off-move";
    }

    @Override
    public List<Check> examine(Situation situation) {
        Subject subject = situation.on(situation.source(), id());
        LibvirtDomain domain = situation.guest().domain();
        List<Check> checks = new ArrayList<>();
        if (!domain.isPersistent()) {
            checks.add(subject.failed(
                    "a transient guest, of which nothing is left once it is powered off",
                    EXPECTED,
                    "Give it a definition (virsh define), or let it be moved while it runs"));
        }
        if (domain.hasManagedSave()) {
            checks.add(subject.failed(
                    "a saved state of its memory, which would be lost",
                    EXPECTED,
                    "Start it, which uses the saved state up, or remove that: virsh managedsave-remove "
                            + domain.uuid()));
        }
        left(SafeXml.parse("The domain's definition", "domain", domain.inactiveXml()))
                .forEach(what -> checks.add(subject.failed(
                        what, EXPECTED, "Let this guest be moved while it runs, or move it by hand with these files")));
        boolean runs = domain.state().isActive();
        for (DiskVerdict disk : situation.guest().storage().get().copied()) {
            if (runs && situation.request().leftImages().contains(disk.path())) {
                checks.add(subject.failed(
                        Shown.text(disk.disk().target()) + " was copied away, and its old image may still be at "
                                + Shown.text(disk.path()) + " on "
                                + situation.destination().name(),
                        EXPECTED,
                        "A guest that ran since is not carried onto its old image while it is powered off: move that"
                                + " image away, or let the guest be moved while it runs"));
            }
            obstacle(situation, disk)
                    .ifPresent(what -> checks.add(subject.failed(
                            Shown.text(disk.disk().target()) + " " + what,
                            EXPECTED,
                            "Let this guest be moved while it runs, which copies what it sees of its disks; or make the"
                                    + " image whole (qemu-img convert), or put it on shared storage")));
        }
        return checks.isEmpty() ? List.of(subject.passed("nothing that would be left behind", EXPECTED)) : checks;
    }

    private static List<String> left(XmlElement domain) {
        List<String> found = new ArrayList<>();
        if (domain.has("os/nvram")
                || domain.attribute("os", "firmware").filter("efi"::equals).isPresent()) {
            found.add("UEFI variables, which are in a file of the source");
        }
        if (domain.all("devices/tpm").stream()
                .anyMatch(tpm -> tpm.attribute("backend", "type")
                        .filter("emulator"::equals)
                        .isPresent())) {
            found.add("the state of an emulated TPM, which is in files of the source");
        }
        if (domain.has("devices/hostdev")
                || domain.all("devices/interface").stream()
                        .anyMatch(card ->
                                card.attribute("type").filter("hostdev"::equals).isPresent())) {
            found.add("a device of the host, which stays with the host");
        }
        return found;
    }

    private static Optional<String> obstacle(Situation situation, DiskVerdict disk) {
        if (disk.path().startsWith("/dev/")) {
            return Optional.of("is a device of the source alone");
        }
        return ImageTransfer.obstacle(situation.source().libvirt(), disk.path());
    }
}
