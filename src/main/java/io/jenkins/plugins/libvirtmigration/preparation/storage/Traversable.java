package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * QEMU's account gets through to the image directories. The guides' {@code chmod o+x} lets everybody through; here only
 * that account is let, by an access control list.
 */
public final class Traversable implements HostExamination {
    /** $1 uid, $2 gid, $3 directory: with the supplementary groups of that account's group only. */
    private static final String TEST = "exec setpriv \"--reuid=$1\" \"--regid=$2\" --clear-groups test -x \"$3\"";

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
                                .mendedBy(() -> open(host, account, place))));
            }
        }
        return findings.isEmpty() ? List.of(subject.passed(account.user() + " does", expected)) : findings;
    }

    /** The first directory on the way that it does not get through. */
    private static Optional<String> closed(ExaminedHost host, QemuAccount account, String directory) {
        for (String place : way(directory)) {
            CommandOutput said = host.shell()
                    .asRoot(
                            "sh",
                            "-c",
                            TEST,
                            "sh",
                            String.valueOf(account.uid()),
                            String.valueOf(account.gid()),
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

    private static String open(ExaminedHost host, QemuAccount account, String place) {
        CommandOutput said = host.shell().asRoot("setfacl", "-m", "u:" + account.user() + ":x", "--", place);
        if (!said.succeeded()) {
            throw new IllegalStateException("setfacl failed: " + HostShell.firstLine(said.errors()));
        }
        return "setfacl -m u:" + account.user() + ":x " + place;
    }
}
