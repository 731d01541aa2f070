package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A file that one host writes as QEMU's account and another one looks for, owner and all: the only proof that both have
 * the same files. Where only root may write, as where libvirt gives each image to QEMU by itself, root does. A dot file is
 * no volume to libvirt; it is removed again.
 */
final class ProbeFile {
    /** $0 path, $1 text. */
    private static final String WRITE = "umask 077; printf %s \"$1\" > \"$0\"";

    private final String token = UUID.randomUUID().toString();
    private final String path;

    ProbeFile(String directory) {
        this.path = directory + "/.libvirt-migration-probe-" + token;
    }

    /** Empty where the other host sees it as it was written, else what is wrong. */
    Optional<String> seen(ExaminedHost writer, ExaminedHost reader) {
        QemuAccount account = QemuAccount.of(writer);
        try {
            List<String> asQemu =
                    List.of("setpriv", "--reuid=" + account.uid(), "--regid=" + account.gid(), "--clear-groups");
            CommandOutput written = run(writer, asQemu, "sh", "-c", WRITE, path, token);
            if (written.succeeded()) {
                // Under root_squash only that account reads it.
                return compared(writer, reader, asQemu);
            }
            if (run(writer, List.of(), "sh", "-c", WRITE, path, token).succeeded()) {
                return compared(writer, reader, List.of());
            }
            return Optional.of("neither QEMU's account " + account.user() + " nor root can write there on "
                    + writer.name() + ": " + HostShell.firstLine(written.errors()));
        } finally {
            remove(writer, account);
        }
    }

    private Optional<String> compared(ExaminedHost writer, ExaminedHost reader, List<String> as) {
        CommandOutput read = run(reader, as, "cat", "--", path);
        if (!read.succeeded() && read.errors().contains("No such file")) {
            return Optional.of("a file written on " + writer.name() + " is not there on " + reader.name());
        }
        if (!read.succeeded()) {
            return Optional.of("a file written on " + writer.name() + " cannot be read on " + reader.name() + ": "
                    + HostShell.firstLine(read.errors()));
        }
        if (!read.output().equals(token)) {
            return Optional.of("a file written on " + writer.name() + " reads otherwise on " + reader.name());
        }
        String here = owner(writer, as);
        String there = owner(reader, as);
        return here.equals(there)
                ? Optional.empty()
                : Optional.of("a file of uid " + here + " on " + writer.name() + " is of uid " + there + " on "
                        + reader.name() + ": NFS maps identities");
    }

    private String owner(ExaminedHost host, List<String> as) {
        return run(host, as, "stat", "-c", "%u", "--", path).output().strip();
    }

    /** As who wrote it; what root may not is not left behind either. */
    private void remove(ExaminedHost writer, QemuAccount account) {
        writer.shell().asRoot("rm", "-f", "--", path);
        run(
                writer,
                List.of("setpriv", "--reuid=" + account.uid(), "--regid=" + account.gid(), "--clear-groups"),
                "rm",
                "-f",
                "--",
                path);
    }

    private static CommandOutput run(ExaminedHost host, List<String> as, String... words) {
        List<String> all = new ArrayList<>(as);
        all.addAll(List.of(words));
        return host.shell().asRoot(all.toArray(String[]::new));
    }
}
