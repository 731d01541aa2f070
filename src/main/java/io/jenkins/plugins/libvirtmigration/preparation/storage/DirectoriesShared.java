package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Image directories of one host are there on the other, and on one shared file system where that is asked for. With
 * {@code --apply} a probe file written on the one is looked for on the other: without it not a byte is written, and what
 * is mounted has to do.
 */
public final class DirectoriesShared implements PairExamination {
    @Override
    public String id() {
        return "image-directories";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        List<Finding> findings = new ArrayList<>();
        for (String directory : ImageDirectories.of(from)) {
            findings.add(judge(from, to, directory, around));
        }
        return findings;
    }

    private Finding judge(ExaminedHost from, ExaminedHost to, String directory, Surroundings around) {
        Subject subject = Subject.of(from, to, id()).about(directory);
        boolean wanted = around.request().storage() == StorageMode.SHARED;
        Optional<Mount> here = Mount.holding(from, directory);
        Optional<Mount> there = to.shell().asRoot("test", "-d", directory).succeeded()
                ? Mount.holding(to, directory)
                : Optional.empty();
        String expected = directory + (wanted ? " on one shared file system" : " on both hosts");
        if (here.isEmpty() || there.isEmpty()) {
            String found = directory + " is not on " + (here.isEmpty() ? from : to).name();
            String remedy = "Make or mount it there.";
            return wanted ? subject.failed(found, expected, remedy) : subject.warning(found, expected, remedy);
        }
        if (here.get().sameAs(there.get())
                && !here.get().nfsVersion().equals(there.get().nfsVersion())) {
            return subject.warning(
                    directory + ": NFS version " + here.get().nfsVersion() + "; on " + to.name() + " "
                            + there.get().nfsVersion(),
                    expected,
                    "Mount with one vers= on both: versions lock files and name their owners differently.");
        }
        if (here.get().sameAs(there.get())) {
            return shared(subject, from, to, directory, here.get(), around);
        }
        String found = directory + ": " + here.get() + "; on " + to.name() + " " + there.get();
        if (here.get().isShared() || there.get().isShared()) {
            String remedy =
                    "Mount the same source at the same place on both: with fsid=0 an NFS version 4 path is /, not"
                            + " the server's own.";
            return wanted || here.get().isShared() && there.get().isShared()
                    ? subject.failed(found, expected, remedy)
                    : subject.warning(found, expected, remedy);
        }
        return wanted
                ? subject.failed(
                        found, expected, "Put images on storage that both mount, or move with --storage block.")
                : subject.passed(directory + " is local to each: disks in it are copied", expected);
    }

    private static Finding shared(
            Subject subject, ExaminedHost from, ExaminedHost to, String directory, Mount mount, Surroundings around) {
        String expected = directory + " shared, and what one host writes is there on the other";
        if (!around.request().apply()) {
            return subject.passed(mount + " on both; a probe file is written with --apply only", expected);
        }
        ProbeFile probe = new ProbeFile(directory);
        Optional<String> problem = probe.seen(from, to);
        return problem.isEmpty()
                ? subject.passed(mount + " on both; a probe file of the one was seen on the other", expected)
                : subject.failed(problem.get(), expected, "See what is mounted, and whether QEMU's account may write.");
    }
}
