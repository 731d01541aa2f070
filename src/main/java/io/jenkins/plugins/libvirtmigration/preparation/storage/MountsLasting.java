package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.guests.RunningGuests;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shared file systems are in fstab, fstab is sound, and what it names is mounted. Mounting over a directory that is not
 * empty hides what is in it, running guests' images for one: that is refused.
 */
public final class MountsLasting implements HostExamination {
    @Override
    public String id() {
        return "shared-mounts-lasting";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        List<Mount> mounted = Mount.shared(host);
        List<Mount> fstab = Mount.ofFstab(host);
        List<Finding> findings = new ArrayList<>();
        for (Mount mount : mounted) {
            Subject subject = Subject.of(host, id()).about(mount.target());
            findings.add(
                    byPool(host, mount)
                            ? subject.passed(mount + ", which libvirt mounts for its pool", "lasting")
                            : lasting(subject, mount, fstab));
        }
        for (Mount wanted : fstab) {
            if (mounted.stream().noneMatch(mount -> mount.target().equals(wanted.target()))) {
                findings.add(unmounted(host, wanted));
            }
        }
        if (findings.isEmpty()) {
            findings.add(
                    Subject.of(host, id()).passed("no shared file system", "shared file systems in fstab, mounted"));
        }
        findings.add(verified(host));
        return findings;
    }

    static Finding lasting(Subject subject, Mount mount, List<Mount> fstab) {
        String expected = mount.target() + " in fstab, waiting for the network, without soft";
        List<String> wrong = new ArrayList<>();
        fstab.stream()
                .filter(one -> one.target().equals(mount.target()))
                .findFirst()
                .ifPresentOrElse(
                        one -> {
                            if (!plain(one.source()).equals(plain(mount.source()))) {
                                wrong.add("fstab names " + one.source());
                            }
                            if (one.options().stream()
                                            .noneMatch(option ->
                                                    option.equals("_netdev") || option.equals("x-systemd.automount"))
                                    && !mount.isNfs()) {
                                wrong.add("no _netdev in fstab");
                            }
                        },
                        () -> wrong.add("not in fstab: gone after the next start"));
        if (mount.options().contains("soft")) {
            wrong.add("mounted soft: a server that is away for a moment gives guests I/O errors");
        }
        return wrong.isEmpty()
                ? subject.passed(mount.toString(), expected)
                : subject.warning(
                        mount + ": " + String.join("; ", wrong),
                        expected,
                        "In fstab: " + mount.source() + " " + mount.target() + " " + mount.type()
                                + " hard,_netdev,nofail,x-systemd.automount 0 0");
    }

    /** A volume of GlusterFS is written with and without a slash. */
    private static String plain(String source) {
        return source.replace(":/", ":").replaceAll("/+$", "");
    }

    /** A started pool of type netfs is a mount that fstab has nothing to say about. */
    private static boolean byPool(ExaminedHost host, Mount mount) {
        try {
            return Pools.of(host).pools().stream()
                    .anyMatch(pool -> pool.type().equals("netfs") && pool.path().equals(mount.target()));
        } catch (NotSeenException e) {
            return false;
        }
    }

    private static Finding unmounted(ExaminedHost host, Mount wanted) {
        Subject subject = Subject.of(host, "shared-mounted").about(wanted.target());
        String expected = wanted + " mounted";
        // Looking into it would mount it.
        if (wanted.options().contains("x-systemd.automount")) {
            return subject.passed("mounted by systemd when it is used", expected);
        }
        if (wanted.options().contains("noauto")) {
            return subject.passed("noauto: mounted by whoever wants it", expected);
        }
        CommandOutput content =
                host.shell().asRoot("find", wanted.target(), "-mindepth", "1", "-maxdepth", "1", "-printf", ".");
        if (!content.succeeded()) {
            return subject.failed("not mounted, and no directory", expected, "mkdir " + wanted.target());
        }
        List<String> guests = RunningGuests.of(host).guests().stream()
                .filter(guest -> guest.domain().disks().stream()
                        .anyMatch(disk -> !disk.isEmpty() && disk.source().startsWith(wanted.target() + "/")))
                .map(RunningGuests.Guest::name)
                .toList();
        if (!content.output().isEmpty() || !guests.isEmpty()) {
            return subject.failed(
                    "not mounted, and mounting would hide " + content.output().length() + " entries"
                            + (guests.isEmpty() ? "" : ", disks of " + String.join(", ", guests) + " among them"),
                    expected,
                    "Move what is there away first, with its guests stopped or moved.");
        }
        return subject.failed("not mounted", expected, "mount " + wanted.target())
                .mendedBy(() -> mount(host, wanted));
    }

    private static String mount(ExaminedHost host, Mount wanted) {
        // A server that does not answer would keep it for ever.
        CommandOutput said = host.shell()
                .asRoot(Duration.ofSeconds(75), List.of("timeout", "-k", "5", "60", "mount", wanted.target()));
        if (!said.succeeded()) {
            throw new IllegalStateException("mount failed: " + HostShell.firstLine(said.errors()));
        }
        return "mount " + wanted.target();
    }

    private static Finding verified(ExaminedHost host) {
        Subject subject = Subject.of(host, "fstab-sound");
        CommandOutput said = host.shell().asRoot("findmnt", "--verify");
        String expected = "findmnt --verify finds no errors";
        return said.succeeded()
                ? subject.passed("none", expected)
                : subject.warning(
                        errors(said.output()).orElse(HostShell.firstLine(said.errors())),
                        expected,
                        "Correct /etc/fstab: with such an entry the host may not start again.");
    }

    /** Each entry's place, and below it, indented, what is wrong: {@code [E]} an error, {@code [W]} a warning. */
    static Optional<String> errors(String output) {
        List<String> errors = new ArrayList<>();
        String place = "";
        for (String line : output.lines().toList()) {
            if (line.strip().startsWith("[E] ")) {
                errors.add(place + ": " + line.strip().substring(4));
            } else if (!line.isBlank() && !line.startsWith(" ")) {
                place = line.strip();
            }
        }
        return errors.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", errors));
    }
}
