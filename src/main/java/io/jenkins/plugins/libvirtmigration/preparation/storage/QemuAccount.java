package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.preparation.host.Settings;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.List;
import java.util.Optional;

/**
 * The account that QEMU runs as: qemu.conf's, else the distribution's (Debian and Ubuntu libvirt-qemu, 64055, with the
 * group kvm; Fedora and RHEL qemu, 107).
 */
public record QemuAccount(String user, int uid, String group, int gid) {
    private static final String CONFIGURATION = "/etc/libvirt/qemu.conf";

    public static QemuAccount of(ExaminedHost host) {
        return host.fact(QemuAccount.class, QemuAccount::read);
    }

    private static QemuAccount read(ExaminedHost host) {
        HostShell shell = host.shell();
        Settings settings = Settings.of(host, CONFIGURATION);
        List<String> users = settings.text("user").map(List::of).orElse(List.of("libvirt-qemu", "qemu"));
        String[] user = entry(shell, "passwd", users)
                .orElseThrow(() -> new NotSeenException(
                        "no account " + String.join(" or ", users), "Install QEMU's package of the distribution."));
        // RHEL has a group kvm too, which is not QEMU's there: the group goes with the distribution's account.
        boolean debian = entry(shell, "passwd", List.of("libvirt-qemu")).isPresent();
        List<String> groups = settings.text("group").map(List::of).orElse(List.of(debian ? "kvm" : "qemu"));
        String[] group = entry(shell, "group", groups)
                .orElseThrow(() -> new NotSeenException(
                        "no group " + String.join(" or ", groups), "Install QEMU's package of the distribution."));
        return new QemuAccount(user[0], Integer.parseInt(user[2]), group[0], Integer.parseInt(group[2]));
    }

    /** A number is written {@code +0} in qemu.conf. */
    private static Optional<String[]> entry(HostShell shell, String database, List<String> names) {
        for (String name : names) {
            CommandOutput said = shell.run("getent", "--", database, name.startsWith("+") ? name.substring(1) : name);
            String[] fields = said.output().strip().split(":");
            if (said.succeeded() && fields.length > 2 && fields[2].matches("[0-9]{1,9}")) {
                return Optional.of(fields);
            }
        }
        return Optional.empty();
    }

    /** Whether files' owners and modes count for nothing to it. */
    public boolean isRoot() {
        return uid == 0;
    }
}
