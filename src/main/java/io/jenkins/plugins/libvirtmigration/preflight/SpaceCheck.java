package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Directory;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain.BlockInfo;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict;
import io.jenkins.plugins.libvirtmigration.unit.DataSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * There is room for what is copied: at least for what is allocated of it now. Room for the whole virtual size is asked
 * for with a warning only, since thin images are over-committed on purpose (Nova's disk_over_commit).
 *
 * <p>Directories with the same number of free bytes are taken for one file system, which errs on the safe side.
 */
final class SpaceCheck implements PreflightCheck {

    @Override
    public String id() {
        return "free-space";
    }

    @Override
    public List<Check> examine(Situation situation) {
        List<DiskVerdict> copied = situation.guest().storage().get().copied().stream()
                .filter(disk -> !disk.path().startsWith("/dev/"))
                .toList();
        Subject subject = situation.on(situation.destination(), id());
        if (copied.isEmpty()) {
            return List.of(subject.passed("no image is made there", "room for what is copied"));
        }
        Map<Long, List<DiskVerdict>> byFileSystem = new LinkedHashMap<>();
        for (DiskVerdict disk : copied) {
            byFileSystem
                    .computeIfAbsent(available(situation.destination(), directory(disk)), free -> new ArrayList<>())
                    .add(disk);
        }
        return byFileSystem.entrySet().stream()
                .map(entry -> check(subject, entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Check check(Subject subject, long free, List<DiskVerdict> disks) {
        long allocated =
                disks.stream().mapToLong(disk -> size(disk).allocation()).sum();
        long virtual = disks.stream().mapToLong(disk -> size(disk).capacity()).sum();
        List<String> directories = disks.stream()
                .map(SpaceCheck::directory)
                .distinct()
                .map(Shown::text)
                .toList();
        String found = new DataSize(free) + " free in " + String.join(", ", directories);
        String expected = new DataSize(allocated) + " at least, " + new DataSize(virtual) + " if the disks fill up";
        String remedy = "Free some room there, or choose a destination that has it";
        if (free < allocated) {
            return subject.failed(found, expected, remedy);
        }
        return free < virtual ? subject.warning(found, expected, remedy) : subject.passed(found, expected);
    }

    private static BlockInfo size(DiskVerdict disk) {
        return disk.size().orElseThrow();
    }

    private static String directory(DiskVerdict disk) {
        return disk.path().substring(0, Math.max(1, disk.path().lastIndexOf('/')));
    }

    private static long available(Hypervisor destination, String path) {
        try (Directory directory = destination.libvirt().storage().open(path)) {
            return directory.availableBytes();
        }
    }
}
