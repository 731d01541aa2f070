package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict;
import io.jenkins.plugins.libvirtmigration.storage.StoragePlan;
import java.util.List;
import java.util.Locale;

/** Each disk is shared, copied or left where it is, for a reason. */
final class StorageCheck implements PreflightCheck {

    @Override
    public String id() {
        return "disk";
    }

    @Override
    public List<Check> examine(Situation situation) {
        StoragePlan plan = situation.guest().storage().get();
        Subject subject = situation.between(id());
        if (plan.disks().isEmpty()) {
            return List.of(subject.passed("no disks", "disks that both hosts see, or that can be copied"));
        }
        return plan.disks().stream().map(disk -> check(subject, disk)).toList();
    }

    private static Check check(Subject subject, DiskVerdict disk) {
        String target = Shown.text(disk.disk().target());
        String expected = "a disk that both hosts see, or that can be copied";
        if (disk.isRefused()) {
            return subject.failed(target + " refused: " + disk.reason(), expected, disk.remedy());
        }
        String found = target + " " + disk.verdict().name().toLowerCase(Locale.ROOT) + ": " + disk.reason();
        return disk.remedy() == null
                ? subject.passed(found, expected)
                : subject.warning(found, expected, disk.remedy());
    }
}
