package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Image;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import java.util.Optional;

/**
 * What becomes of drives and images that the guest only reads. libvirt never copies them, but the destination's QEMU
 * opens them: one that is missing there stops the migration.
 */
final class MediumRules {
    private final DiskSightings sightings;
    private final Directories directories;
    private final String destination;

    MediumRules(DiskSightings sightings, Directories directories, String destination) {
        this.sightings = sightings;
        this.directories = directories;
        this.destination = destination;
    }

    DiskVerdict judge(Disk disk) {
        if (disk.isEmpty()) {
            return DiskVerdict.ignored(disk, null, "nothing is inserted");
        }
        String path = disk.type().equals("file") ? disk.source() : null;
        if (path != null && isThere(path)) {
            return DiskVerdict.ignored(
                    disk, path, Shown.text(path) + " is read only, and " + destination + " has it too");
        }
        if (path == null) {
            Sighting sighting = sightings.look(disk);
            if (sighting.sharing() == Sighting.Sharing.SHARED) {
                return DiskVerdict.shared(disk, sighting.path(), sighting.reason());
            }
        }
        // docs/formatdomain.rst: both let libvirt drop the medium if it is missing when the guest is migrated
        if (disk.startupPolicy().filter(policy -> !policy.equals("mandatory")).isPresent()) {
            return DiskVerdict.ignored(
                    disk, path, destination + " does not have it, and its startupPolicy lets libvirt leave it behind");
        }
        return DiskVerdict.refused(
                disk,
                path,
                "the read-only medium " + Shown.text(disk.source()) + " is not on " + destination,
                "Eject it (virsh change-media VM " + Shown.text(disk.target()) + " --eject), or put it at the same path"
                        + " on " + destination);
    }

    private boolean isThere(String path) {
        Optional<ImagePath> place = ImagePath.of(path);
        if (place.isEmpty()) {
            return false;
        }
        try {
            DirectoryPair pair = directories.at(place.get().directory());
            Optional<Image> here = pair.onSource(place.get().name());
            Optional<Image> there = pair.onDestination(place.get().name());
            return here.isPresent()
                    && there.isPresent()
                    && here.get().capacity() == there.get().capacity();
        } catch (LibvirtCallException e) {
            return false;
        }
    }
}
