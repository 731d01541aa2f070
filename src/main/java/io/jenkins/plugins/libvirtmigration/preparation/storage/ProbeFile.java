package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.Optional;
import java.util.UUID;

/**
 * A file that one host writes as QEMU's account and another one looks for, owner and all: the only proof that both have
 * the same files. A dot file is no volume to libvirt; it is removed again.
 */
final class ProbeFile {
    private static final String AS_QEMU =
            "exec setpriv \"--reuid=$1\" \"--regid=$2\" --clear-groups sh -c 'umask 077; printf %s \"$1\" > \"$0\"'"
                    + " \"$3\" \"$4\"";

    private final String token = UUID.randomUUID().toString();
    private final String path;

    ProbeFile(String directory) {
        this.path = directory + "/.libvirt-migration-probe-" + token;
    }

    /** Empty where the other host sees it as it was written, else what is wrong. */
    Optional<String> seen(ExaminedHost writer, ExaminedHost reader) {
        QemuAccount account = QemuAccount.of(writer);
        try {
            CommandOutput written = writer.shell()
                    .asRoot(
                            "sh",
                            "-c",
                            AS_QEMU,
                            "sh",
                            String.valueOf(account.uid()),
                            String.valueOf(account.gid()),
                            path,
                            token);
            if (!written.succeeded()) {
                return Optional.of("QEMU's account " + account.user() + " cannot write there on " + writer.name() + ": "
                        + HostShell.firstLine(written.errors()));
            }
            Optional<String> read = reader.shell().read(path);
            if (read.isEmpty()) {
                return Optional.of("a file written on " + writer.name() + " is not there on " + reader.name());
            }
            if (!read.get().equals(token)) {
                return Optional.of("a file written on " + writer.name() + " reads otherwise on " + reader.name());
            }
            String owner =
                    reader.shell().rootOutput("stat", "-c", "%u", "--", path).strip();
            return owner.equals(String.valueOf(account.uid()))
                    ? Optional.empty()
                    : Optional.of("a file of uid " + account.uid() + " on " + writer.name() + " is of uid " + owner
                            + " on " + reader.name() + ": NFS maps identities");
        } finally {
            writer.shell().asRoot("rm", "-f", "--", path);
        }
    }
}
