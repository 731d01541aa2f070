package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.domain.Disk.Backing;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import java.util.Optional;

/** Looks at disks in image files: whether the directory is the same on both hosts, and the image is seen there. */
final class FileSightings {
    private final Directories directories;
    private final String destination;

    /** @param destination the host's name, for the words */
    FileSightings(Directories directories, String destination) {
        this.directories = directories;
        this.destination = destination;
    }

    Sighting look(Disk disk, String path) {
        Optional<ImagePath> image = ImagePath.of(path);
        if (image.isEmpty()) {
            return Sighting.unusable(
                    path,
                    "its path " + Shown.text(path) + " is not an absolute path of printable characters",
                    "Give the image such a path");
        }
        try {
            return look(disk, image.get());
        } catch (LibvirtCallException e) {
            return Sighting.unproven(
                    path,
                    "whether both hosts see " + Shown.text(image.get().directory()) + " cannot be tried: "
                            + Shown.text(e.getMessage()),
                    "Let libvirt make a storage pool of that directory on both hosts, or say --storage shared if you"
                            + " know that it is the same on both");
        }
    }

    private Sighting look(Disk disk, ImagePath image) {
        String path = Shown.text(image.path());
        DirectoryPair pair = directories.at(image.directory());
        Optional<String> missing = pair.destinationFailure();
        if (missing.isPresent()) {
            return Sighting.local(
                    image.path(),
                    path + " is in a directory that " + destination + " does not have: " + missing.get(),
                    "Create the directory " + Shown.text(image.directory()) + " on " + destination
                            + ", or mount the shared file system there");
        }
        if (!pair.isShared(image.name())) {
            return Sighting.local(
                    image.path(),
                    "an image made in " + Shown.text(image.directory()) + " on " + destination
                            + " is not seen on the source",
                    "Mount the same file system there on both hosts, or have the disk copied with --storage auto");
        }
        if (pair.onDestination(image.name()).isEmpty()) {
            return Sighting.unusable(
                    image.path(),
                    path + " is in a directory that both hosts share, but " + destination + " does not see it",
                    "See whether it is a link or a mount of its own on the source, and make it visible on both hosts");
        }
        return missingBase(disk)
                .orElseGet(() -> Sighting.shared(
                        image.path(), Shown.text(image.directory()) + " is the same directory on both hosts"));
    }

    /** A shared overlay is of no use without the base below it. */
    private Optional<Sighting> missingBase(Disk disk) {
        Backing backing = disk.backing();
        Optional<ImagePath> base = backing == null ? Optional.empty() : ImagePath.of(backing.source());
        boolean missing = base.filter(image -> directories
                        .at(image.directory())
                        .onDestination(image.name())
                        .isEmpty())
                .isPresent();
        return missing
                ? Optional.of(Sighting.unusable(
                        disk.source(),
                        "its base image " + Shown.text(backing.source()) + " is not on " + destination,
                        "Put the base image there, or flatten the disk with virsh blockpull"))
                : Optional.empty();
    }
}
