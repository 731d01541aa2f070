package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives each disk of a guest its verdict, by what both hosts really see.
 *
 * <p>Neither mode turns a proof around: what is shared is never copied onto itself, what only the source has is never
 * taken for shared. {@code shared} is the user's word only where nothing is proven; {@code block} permits overwriting a
 * device of the destination. In a guest of mixed disks {@code block} copies those that are not shared and leaves the
 * others where they are; with nothing left to copy it is refused, as Nova refuses it (InvalidLocalStorage: "Block
 * migration can not be used with shared storage").
 */
public final class StorageJudge {
    private final Hypervisor source;
    private final Hypervisor destination;
    private final StorageMode mode;
    private final boolean incremental;
    private final Set<String> left;

    public StorageJudge(Hypervisor source, Hypervisor destination, StorageMode mode, boolean incremental) {
        this(source, destination, mode, incremental, Set.of());
    }

    /** @param left paths where the destination may have old images of this guest, which may be written over */
    public StorageJudge(
            Hypervisor source, Hypervisor destination, StorageMode mode, boolean incremental, Set<String> left) {
        this.left = Set.copyOf(left);
        this.source = source;
        this.destination = destination;
        this.mode = mode;
        this.incremental = incremental;
    }

    /**
     * Leaves nothing behind on either host; a probe that could not be removed is named in the reasons.
     *
     * @throws io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException when a host is gone
     */
    public StoragePlan judge(DomainDescription guest, LibvirtDomain domain) {
        try (Directories directories = new Directories(
                source.libvirt().storage(), destination.libvirt().storage())) {
            DiskSightings sightings = new DiskSightings(source, destination, directories);
            MediumRules media = new MediumRules(sightings, directories, destination.name());
            CopyRules copies = new CopyRules(directories, destination, domain, incremental, left);
            List<DiskVerdict> verdicts = guest.disks().stream()
                    .map(disk -> disk.isMedium() || disk.isEmpty()
                            ? media.judge(disk)
                            : decide(disk, sightings.look(disk), copies))
                    .toList();
            return new StoragePlan(withLeftOvers(refuseCopyOfShared(verdicts), directories), incremental);
        }
    }

    private DiskVerdict decide(Disk disk, Sighting sighting, CopyRules copies) {
        return switch (sighting.sharing()) {
            case SHARED -> DiskVerdict.shared(disk, sighting.path(), sighting.reason());
            case UNUSABLE -> DiskVerdict.refused(disk, sighting.path(), sighting.reason(), sighting.remedy());
            case UNPROVEN ->
                mode == StorageMode.SHARED
                        ? DiskVerdict.shared(disk, sighting.path(), "you said so; " + sighting.reason())
                        : DiskVerdict.refused(disk, sighting.path(), sighting.reason(), sighting.remedy());
            case LOCAL -> local(disk, sighting, copies);
        };
    }

    private DiskVerdict local(Disk disk, Sighting sighting, CopyRules copies) {
        if (mode == StorageMode.SHARED) {
            return DiskVerdict.refused(
                    disk,
                    sighting.path(),
                    "--storage shared was asked for, but " + sighting.reason(),
                    sighting.remedy());
        }
        if (mode == StorageMode.AUTO && sighting.path().startsWith("/dev/")) {
            return DiskVerdict.refused(
                    disk,
                    sighting.path(),
                    sighting.reason(),
                    sighting.remedy() + "; or say --storage block to have the destination's device "
                            + Shown.text(sighting.path()) + " overwritten");
        }
        return copies.judge(disk, sighting);
    }

    private List<DiskVerdict> refuseCopyOfShared(List<DiskVerdict> verdicts) {
        boolean copies = verdicts.stream().anyMatch(disk -> disk.verdict() == Verdict.COPIED || disk.isRefused());
        if (mode != StorageMode.BLOCK || copies) {
            return verdicts;
        }
        return verdicts.stream()
                .map(disk -> disk.verdict() != Verdict.SHARED
                        ? disk
                        : DiskVerdict.refused(
                                disk.disk(),
                                disk.path(),
                                "--storage block was asked for, and copying onto a shared disk is refused: "
                                        + disk.reason(),
                                "Use --storage auto or --storage shared"))
                .toList();
    }

    private List<DiskVerdict> withLeftOvers(List<DiskVerdict> verdicts, Directories directories) {
        Optional<String> leftOvers = directories.leftOvers();
        return leftOvers
                .map(names -> verdicts.stream()
                        .map(disk -> disk.path() == null ? disk : withRemark(disk, names))
                        .toList())
                .orElse(verdicts);
    }

    private static DiskVerdict withRemark(DiskVerdict disk, String names) {
        return new DiskVerdict(
                disk.disk(),
                disk.verdict(),
                disk.path(),
                disk.reason() + "; a probe could not be removed, delete it: " + Shown.text(names),
                disk.remedy(),
                disk.size());
    }
}
