package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.preparation.host.UndoStack;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * QEMU's account gets through to the image directories. The guides' {@code chmod o+x} lets everybody through; here only
 * that account is let, by an access control list.
 */
public final class Traversable implements HostExamination {
    @Override
    public String id() {
        return "image-directories-traversable";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id());
        QemuAccount account = QemuAccount.of(host);
        String expected = "QEMU's account gets through to every image directory";
        if (account.isRoot()) {
            return List.of(subject.passed("QEMU runs as root", expected));
        }
        List<Finding> findings = new ArrayList<>();
        for (String directory : ImageDirectories.of(host)) {
            if (host.shell().asRoot("test", "-d", directory).succeeded()) {
                closed(host, account, directory)
                        .ifPresent(place -> findings.add(subject.about(place)
                                .failed(
                                        account.user() + " cannot get through " + place,
                                        expected,
                                        "setfacl -m u:" + account.user() + ":x " + place)
                                .mendedBy(() -> open(host, account, directory))));
            }
        }
        return findings.isEmpty() ? List.of(subject.passed(account.user() + " does", expected)) : findings;
    }

    /** The first directory on the way that it does not get through. */
    private static Optional<String> closed(ExaminedHost host, QemuAccount account, String directory) {
        for (String place : way(directory)) {
            // With the account's other groups, as QEMU has them.
            CommandOutput said = host.shell()
                    .asRoot(
                            "setpriv",
                            "--reuid=" + account.uid(),
                            "--regid=" + account.gid(),
                            "--init-groups",
                            "test",
                            "-x",
                            place);
            if (!said.succeeded()) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    /** {@code /var}, {@code /var/lib}, {@code /var/lib/libvirt}. */
    static List<String> way(String directory) {
        List<String> places = new ArrayList<>();
        for (int slash = directory.indexOf('/', 1); slash > 0; slash = directory.indexOf('/', slash + 1)) {
            places.add(directory.substring(0, slash));
        }
        places.add(directory);
        return places;
    }

    /** One after the other: whether the next one is closed is seen only behind the first. */
    private static String open(ExaminedHost host, QemuAccount account, String directory) {
        UndoStack undo = new UndoStack();
        List<String> done = new ArrayList<>();
        try {
            for (Optional<String> place = closed(host, account, directory);
                    place.isPresent();
                    place = closed(host, account, directory)) {
                done.add(open(host, account, place.get(), undo, done));
            }
        } catch (IllegalStateException | NotSeenException e) {
            throw undo.isEmpty()
                    ? new IllegalStateException(e.getMessage() + "; nothing was changed", e)
                    : undo.after(e, "the access control lists are as they were");
        }
        return String.join("\n", done);
    }

    private static String open(
            ExaminedHost host, QemuAccount account, String place, UndoStack undo, List<String> done) {
        String told = "setfacl -m u:" + account.user() + ":x " + place;
        if (done.contains(told)) {
            throw new IllegalStateException(told + " did not help");
        }
        CommandOutput there = host.shell().asRoot("getfacl", "-c", "-p", "--", place);
        if (there.output().lines().anyMatch(line -> line.startsWith("user:" + account.user() + ":"))) {
            throw new IllegalStateException(place + " has an entry for " + account.user() + " that somebody made");
        }
        CommandOutput said = host.shell().asRoot("setfacl", "-m", "u:" + account.user() + ":x", "--", place);
        if (!said.succeeded()) {
            throw new IllegalStateException("setfacl failed: " + HostShell.firstLine(said.errors()));
        }
        undo.push(() -> host.shell().rootOutput("setfacl", "-x", "u:" + account.user(), "--", place));
        return told;
    }
}
