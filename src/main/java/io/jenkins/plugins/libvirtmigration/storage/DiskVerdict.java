package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain.BlockInfo;
import java.util.Optional;

/**
 * How one disk was judged, and why.
 *
 * @param path of the disk's file or device on the hosts (a volume's path too); null for a network disk
 * @param remedy for a refusal, or a doubt that is not one: what an administrator can do; else null
 * @param size of a disk that is copied, as the source has it
 */
public record DiskVerdict(
        Disk disk, Verdict verdict, String path, String reason, String remedy, Optional<BlockInfo> size) {

    public enum Verdict {
        /** Both hosts see the same thing: it stays where it is. */
        SHARED,
        /** Only the source has it: it is copied. */
        COPIED,
        /** Nothing to move: an empty drive, or a read-only image that the destination has too. */
        IGNORED,
        /** Neither may be done; the reason is the refusal. */
        REFUSED
    }

    public static DiskVerdict shared(Disk disk, String path, String reason) {
        return new DiskVerdict(disk, Verdict.SHARED, path, reason, null, Optional.empty());
    }

    public static DiskVerdict copied(Disk disk, String path, String reason, BlockInfo size) {
        return new DiskVerdict(disk, Verdict.COPIED, path, reason, null, Optional.of(size));
    }

    /** @param remedy for what is not proven */
    public static DiskVerdict copiedInDoubt(Disk disk, String path, String reason, String remedy, BlockInfo size) {
        return new DiskVerdict(disk, Verdict.COPIED, path, reason, remedy, Optional.of(size));
    }

    public static DiskVerdict ignored(Disk disk, String path, String reason) {
        return new DiskVerdict(disk, Verdict.IGNORED, path, reason, null, Optional.empty());
    }

    public static DiskVerdict refused(Disk disk, String path, String reason, String remedy) {
        return new DiskVerdict(disk, Verdict.REFUSED, path, reason, remedy, Optional.empty());
    }

    public boolean isRefused() {
        return verdict == Verdict.REFUSED;
    }
}
