package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.domain.Disk.Backing;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Image;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain.BlockInfo;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a disk that only the source has can be copied: onto an image that can be made on the destination, or onto a
 * device that is there, has the same size and serves nothing else.
 */
final class CopyRules {
    private static final Set<String> FORMATS = Set.of("raw", "qcow2");

    private final Directories directories;
    private final Hypervisor destination;
    private final LibvirtDomain domain;
    private final boolean incremental;
    private final Set<String> left;

    /** @param left paths where old images of this guest may be written over */
    CopyRules(
            Directories directories,
            Hypervisor destination,
            LibvirtDomain domain,
            boolean incremental,
            Set<String> left) {
        this.directories = directories;
        this.destination = destination;
        this.domain = domain;
        this.incremental = incremental;
        this.left = left;
    }

    DiskVerdict judge(Disk disk, Sighting sighting) {
        String path = sighting.path();
        if (disk.shareable()) {
            return DiskVerdict.refused(
                    disk,
                    path,
                    "other guests may write to it (<shareable/>), and a copy would part them: " + sighting.reason(),
                    "Put it on storage that both hosts see under this path; no --storage copies it");
        }
        try {
            BlockInfo size = domain.blockInfo(disk.target());
            boolean device = disk.type().equals("block") || path.startsWith("/dev/");
            return device ? ontoDevice(disk, sighting, size) : intoImage(disk, sighting, size);
        } catch (LibvirtCallException e) {
            return DiskVerdict.refused(
                    disk,
                    path,
                    "libvirt does not say how large it is: " + Shown.text(e.getMessage()),
                    "See whether the guest can still reach the disk");
        }
    }

    private DiskVerdict intoImage(Disk disk, Sighting sighting, BlockInfo size) {
        ImagePath image = ImagePath.of(sighting.path()).orElseThrow();
        String shown = Shown.text(image.path());
        DirectoryPair pair = directories.at(image.directory());
        if (!FORMATS.contains(disk.format())) {
            return DiskVerdict.refused(
                    disk,
                    image.path(),
                    "images of the format " + Shown.text(disk.format()) + " are not made on the destination",
                    "Convert the image to qcow2 or raw, or put it on shared storage");
        }
        if (pair.destinationFailure().isPresent()) {
            return DiskVerdict.refused(disk, image.path(), sighting.reason(), sighting.remedy());
        }
        boolean interrupted = pair.onDestination(InterruptedCopies.marker(image.name(), domain.uuid()))
                .isPresent();
        Optional<Image> there = pair.onDestination(image.name());
        if (there.isPresent() && !interrupted && left.contains(image.path())) {
            return ontoLeft(disk, image, size, there.get(), sighting);
        }
        if (there.isPresent() && !interrupted) {
            return DiskVerdict.refused(
                    disk,
                    image.path(),
                    destination.name() + " has something at " + shown + " already, and it is never overwritten",
                    "See what it is (qemu-img info on " + destination.name()
                            + "); move it away if nothing needs it, then try again. What an evacuation left at home is"
                            + " written over with return --replace-left-images");
        }
        return incremental && disk.backing() != null
                ? ontoBase(disk, image, size)
                : DiskVerdict.copied(disk, image.path(), sighting.reason(), size);
    }

    /** What this guest itself left behind there, and nobody else uses: it is written over from end to end. */
    private DiskVerdict ontoLeft(Disk disk, ImagePath image, BlockInfo size, Image there, Sighting sighting) {
        String shown = Shown.text(image.path());
        String remedy = "See what it is (qemu-img info on " + destination.name()
                + "); move it away if nothing needs it, then try again";
        if (there.capacity() != size.capacity() || !there.format().equals(disk.format())) {
            return DiskVerdict.refused(
                    disk,
                    image.path(),
                    shown + " on " + destination.name() + " is not the image that was left there: "
                            + describe(Optional.of(there)) + ", and the disk is " + Shown.text(disk.format()) + " of "
                            + size.capacity() + " bytes",
                    remedy);
        }
        Optional<String> user = new ImageUsers(destination.libvirt()).firstUser(image.path());
        if (user.isPresent()) {
            return DiskVerdict.refused(
                    disk,
                    image.path(),
                    shown + " on " + destination.name() + " is named by the domain " + user.get(),
                    remedy);
        }
        return DiskVerdict.copied(
                disk, image.path(), sighting.reason() + "; the image that this guest left there is written over", size);
    }

    private DiskVerdict ontoBase(Disk disk, ImagePath image, BlockInfo size) {
        Backing backing = disk.backing();
        String shown = Shown.text(backing.source());
        Optional<ImagePath> base = ImagePath.of(backing.source());
        Optional<Image> here =
                base.flatMap(place -> directories.at(place.directory()).onSource(place.name()));
        Optional<Image> there =
                base.flatMap(place -> directories.at(place.directory()).onDestination(place.name()));
        if (there.isEmpty()) {
            return DiskVerdict.refused(
                    disk,
                    image.path(),
                    "an incremental copy needs its base image " + shown + ", and " + destination.name()
                            + " does not have it",
                    "Put the base image there, or copy the whole disk (without --incremental)");
        }
        boolean same = here.isPresent()
                && here.get().capacity() == there.get().capacity()
                && here.get().format().equals(there.get().format());
        if (!same) {
            return DiskVerdict.refused(
                    disk,
                    image.path(),
                    "the base image " + shown + " is " + describe(here) + " here and " + describe(there) + " on "
                            + destination.name(),
                    "Put the same base image on both hosts, or copy the whole disk (without --incremental)");
        }
        return aboveBase(disk, image, base.get(), size);
    }

    /** Above another base of the same size the guest would read what it never wrote, and nobody would notice at once. */
    private DiskVerdict aboveBase(Disk disk, ImagePath image, ImagePath base, BlockInfo size) {
        String shown = Shown.text(base.path());
        String reason =
                "only the image above " + shown + " is copied; the base has the same size and format on both hosts";
        String remedy = "Compare the whole of " + shown + " on both hosts (sha256sum), or copy the whole disk (without"
                + " --incremental)";
        try {
            DirectoryPair pair = directories.at(base.directory());
            Beginning here = pair.beginningOnSource(base.name());
            Beginning there = pair.beginningOnDestination(base.name());
            if (!here.equals(there)) {
                return DiskVerdict.refused(
                        disk,
                        image.path(),
                        "the base image " + shown + " has the same size on " + destination.name()
                                + " but another content",
                        "Put the same base image on both hosts, or copy the whole disk (without --incremental)");
            }
            return here.isWhole()
                    ? DiskVerdict.copied(disk, image.path(), reason + ", and the same content", size)
                    : DiskVerdict.copiedInDoubt(
                            disk,
                            image.path(),
                            reason + ", and the same first " + Beginning.MEBIBYTES + " MiB; more was not compared",
                            remedy,
                            size);
        } catch (LibvirtCallException e) {
            return DiskVerdict.copiedInDoubt(
                    disk,
                    image.path(),
                    reason + "; its content was not compared: " + Shown.text(e.getMessage()),
                    remedy,
                    size);
        }
    }

    private static String describe(Optional<Image> image) {
        return image.map(found -> found.format() + " of " + found.capacity() + " bytes")
                .orElse("unknown");
    }

    /** A device is neither made nor removed by us; that it is written over is for the user to say. */
    private DiskVerdict ontoDevice(Disk disk, Sighting sighting, BlockInfo size) {
        String path = sighting.path();
        String shown = Shown.text(path);
        Optional<BlockDevice> device = BlockDevice.read(destination.ssh(), path);
        if (device.isEmpty()) {
            return DiskVerdict.refused(disk, path, sighting.reason(), sighting.remedy());
        }
        if (device.get().bytes() != size.capacity()) {
            return DiskVerdict.refused(
                    disk,
                    path,
                    shown + " has " + device.get().bytes() + " bytes on " + destination.name() + ", and the disk has "
                            + size.capacity(),
                    "Make a device of exactly that size there: QEMU mirrors only onto one of the same size");
        }
        if (device.get().used()) {
            return DiskVerdict.refused(
                    disk,
                    path,
                    shown + " is in use on " + destination.name() + " (mounted, or part of something else)",
                    "Free it, or put the disk on shared storage");
        }
        Optional<String> user = new ImageUsers(destination.libvirt()).firstUser(path);
        if (user.isPresent()) {
            return DiskVerdict.refused(
                    disk,
                    path,
                    shown + " belongs to the guest " + user.get() + " on " + destination.name(),
                    "Give that guest or this one another device");
        }
        return DiskVerdict.copied(disk, path, sighting.reason() + "; what is on it there is overwritten", size);
    }
}
