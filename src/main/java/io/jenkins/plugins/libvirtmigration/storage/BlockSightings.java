package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.ssh.SshHost;
import java.util.Optional;

/** Looks at disks on block devices: the same WWID, serial or volume UUID on both hosts is the same device. */
final class BlockSightings {
    private static final String IF_KNOWN =
            "Compare both hosts (lsblk -o NAME,SIZE,WWN,SERIAL, lvs -o lv_uuid); say --storage shared if you know that"
                    + " it is the same device";

    private final SshHost source;
    private final SshHost destination;
    private final String name;

    BlockSightings(SshHost source, SshHost destination, String name) {
        this.source = source;
        this.destination = destination;
        this.name = name;
    }

    Sighting look(String path) {
        String shown = Shown.text(path);
        if (ImagePath.of(path).isEmpty()) {
            return Sighting.unusable(
                    path,
                    "its path " + shown + " is not an absolute path of printable characters",
                    "Give it such a path");
        }
        Optional<BlockDevice> here = BlockDevice.read(source, path);
        Optional<BlockDevice> there = BlockDevice.read(destination, path);
        if (there.isEmpty()) {
            return Sighting.local(
                    path,
                    name + " has no block device " + shown,
                    "Connect the same volume to " + name + " (iSCSI login, FC zoning, LVM activation) under that path");
        }
        if (here.isEmpty()) {
            return Sighting.unproven(path, "the source does not say what " + shown + " is", IF_KNOWN);
        }
        return compare(path, here.get(), there.get());
    }

    private Sighting compare(String path, BlockDevice here, BlockDevice there) {
        String shown = Shown.text(path);
        for (String kind : here.identities().keySet()) {
            String value = here.identities().get(kind);
            String other = there.identities().get(kind);
            if (other == null) {
                continue;
            }
            if (!value.equals(other)) {
                return Sighting.local(
                        path,
                        shown + " is another device on " + name + " (" + kind + " " + Shown.text(value) + " here, "
                                + Shown.text(other) + " there)",
                        "Connect the same volume to " + name + " under that path");
            }
            if (here.bytes() != there.bytes()) {
                return Sighting.unusable(
                        path,
                        shown + " has the same " + kind + " but " + here.bytes() + " bytes here and " + there.bytes()
                                + " on " + name,
                        "Rescan the device on the host that has the old size");
            }
            return Sighting.shared(path, shown + " has the " + kind + " " + Shown.text(value) + " on both hosts");
        }
        return Sighting.unproven(
                path,
                "nothing proves that " + shown + " is the same device on both hosts: it has no WWID or serial",
                IF_KNOWN);
    }
}
