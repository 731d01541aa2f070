package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Kernel, initrd and firmware that the guest's XML names: QEMU opens them when it starts on the destination too. */
final class BootFilesCheck implements PreflightCheck {

    @Override
    public String id() {
        return "boot-files";
    }

    @Override
    public List<Check> examine(Situation situation) {
        Subject subject = situation.on(situation.destination(), id());
        List<String> files = situation.guest().description().bootFiles();
        String expected = "the kernel, initrd and firmware that the guest's XML names";
        List<String> paths = files.stream()
                .filter(path -> path.startsWith("/") && path.chars().noneMatch(Character::isISOControl))
                .toList();
        if (paths.isEmpty()) {
            return List.of(subject.passed("none is named", expected));
        }
        List<String> words = new ArrayList<>(List.of("stat", "--format=%n", "--"));
        words.addAll(paths);
        CommandOutput found = situation.destination().ssh().run(Situation.PATIENCE, words);
        Set<String> there = Set.copyOf(found.output().lines().toList());
        List<String> missing = paths.stream()
                .filter(path -> !there.contains(path))
                .map(Shown::text)
                .toList();
        if (missing.isEmpty()) {
            return List.of(subject.passed("all of them", expected));
        }
        boolean denied = found.errors().contains("Permission denied") || found.exitStatus() > 1;
        return List.of(
                denied
                        ? subject.warning(
                                "this user cannot see " + String.join(", ", missing),
                                expected,
                                "See that the destination has them")
                        : subject.failed(
                                "missing: " + String.join(", ", missing),
                                expected,
                                "Copy them to the same paths on the destination, or install the package they come from"
                                        + " (for firmware: ovmf, edk2-ovmf)"));
    }
}
