package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Foretells libvirt's refusals "Migration without shared storage is unsafe" and "Migration may lead to data corruption
 * if disks use cache other than none or directsync" (qemuMigrationSrcIsSafe): the first for image files on a file
 * system that libvirt does not know as shared, the second only before libvirt 5.6 with QEMU 4.0, which drop the cache
 * themselves. With the user's consent (--allow-unsafe) both are warnings.
 */
final class UnsafeStorageCheck implements PreflightCheck {
    /** virFileSharedFs in libvirt's virfile.c, by the names that findmnt gives them. */
    private static final Set<String> SHARED = Set.of(
            "nfs",
            "nfs4",
            "gfs2",
            "ocfs2",
            "afs",
            "smb",
            "smbfs",
            "cifs",
            "smb3",
            "ceph",
            "gpfs",
            "acfs",
            "beegfs",
            "fuse.glusterfs",
            "fuse.quobyte");

    private static final Set<String> SAFE_CACHE = Set.of("none", "directsync");
    private static final long LIBVIRT_5_6 = 5_006_000;
    private static final long QEMU_4_0 = 4_000_000;

    @Override
    public String id() {
        return "unsafe-storage";
    }

    @Override
    public List<Check> examine(Situation situation) {
        // Asked while the storage is still looked at: these answers depend on nothing else.
        Map<String, CommandOutput> fileSystems = new HashMap<>();
        situation.guest().description().disks().stream()
                .filter(disk -> disk.isImageFile() && !disk.isMedium())
                .forEach(disk -> fileSystems.computeIfAbsent(disk.source(), path -> ask(situation, path)));
        List<DiskVerdict> shared = situation.guest().storage().get().disks().stream()
                .filter(disk -> disk.verdict() == Verdict.SHARED && !disk.disk().isMedium())
                .toList();
        List<Check> checks = new ArrayList<>();
        for (DiskVerdict disk : shared) {
            fileSystem(situation, disk, fileSystems).ifPresent(checks::add);
            cache(situation, disk).ifPresent(checks::add);
        }
        if (checks.isEmpty()) {
            checks.add(situation
                    .on(situation.source(), id())
                    .passed("nothing that libvirt calls unsafe", "storage and cache modes that libvirt calls safe"));
        }
        return checks;
    }

    private Optional<Check> fileSystem(Situation situation, DiskVerdict disk, Map<String, CommandOutput> fileSystems) {
        if (disk.path() == null || disk.path().startsWith("/dev/")) {
            return Optional.empty();
        }
        CommandOutput output = fileSystems.computeIfAbsent(disk.path(), path -> ask(situation, path));
        String type = output.output().strip();
        Subject subject = situation.on(situation.source(), id());
        String expected = "a shared file system that libvirt knows";
        String place = Shown.text(disk.path());
        if (!output.succeeded() || type.isEmpty()) {
            return Optional.of(subject.warning(
                    "nothing known of the file system of " + place,
                    expected,
                    "If libvirt calls it unsafe, and you know that it is shared, say --allow-unsafe"));
        }
        if (SHARED.contains(type)) {
            return Optional.empty();
        }
        boolean declared = situation.sourceConf().settings().containsKey("shared_filesystems");
        return Optional.of(verdict(
                situation.request().allowUnsafe() || declared,
                subject,
                place + " is on " + Shown.text(type) + ", which libvirt does not know as shared",
                expected,
                "Say --allow-unsafe: both hosts were seen to share that directory"));
    }

    private static CommandOutput ask(Situation situation, String path) {
        return Situation.run(situation.source(), "findmnt", "--noheadings", "--output", "FSTYPE", "--target", path);
    }

    private Optional<Check> cache(Situation situation, DiskVerdict verdict) {
        Disk disk = verdict.disk();
        boolean harmless = disk.type().equals("network")
                || disk.shareable()
                || SAFE_CACHE.contains(disk.cache().orElse(""));
        if (harmless || isSafe(situation.source().libvirt())) {
            return Optional.empty();
        }
        return Optional.of(verdict(
                situation.request().allowUnsafe(),
                situation.on(situation.source(), "unsafe-cache"),
                Shown.text(disk.target()) + " has the cache mode "
                        + Shown.text(disk.cache().orElse("default"))
                        + " with libvirt " + situation.source().libvirt().libvirtVersion() + " and QEMU "
                        + situation.source().libvirt().qemuVersion(),
                "cache='none' or 'directsync', or libvirt 5.6 with QEMU 4.0",
                "Set cache='none' with virsh edit and start the guest anew, or update QEMU; --allow-unsafe risks the"
                        + " disk's content"));
    }

    private static boolean isSafe(LibvirtConnection source) {
        return source.libvirtVersion().number() >= LIBVIRT_5_6
                && source.qemuVersion().number() >= QEMU_4_0;
    }

    private static Check verdict(boolean consent, Subject subject, String found, String expected, String remedy) {
        return consent
                ? subject.warning(found, expected, "Goes on by consent")
                : subject.failed(found, expected, remedy);
    }
}
