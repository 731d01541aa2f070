package io.jenkins.plugins.libvirtmigration.libvirt;

import java.util.Locale;

/** What an administrator can do when libvirt's daemon is not reached, by the words of libvirt and its helper. */
final class ConnectRemedy {
    private ConnectRemedy() {}

    static String of(String words, String user) {
        String lower = words.toLowerCase(Locale.ROOT);
        if (lower.contains("permission denied") || lower.contains("polkit") || lower.contains("authentication")) {
            return "Let the user use libvirt: usermod -a -G libvirt " + user + " on that host.";
        }
        if (lower.contains("command not found") || lower.contains("virt-ssh-helper: not found")) {
            return "Let the SSH server connect to sockets (AllowStreamLocalForwarding yes in sshd_config), or install"
                    + " virt-ssh-helper, which comes with libvirt's daemon since 6.8.";
        }
        if (lower.contains("no such file") || lower.contains("connection refused")) {
            return "Start libvirt there: systemctl start libvirtd (or virtqemud.socket, where the daemons are"
                    + " modular).";
        }
        return "Check that libvirt runs there (systemctl status libvirtd virtqemud), that " + user + " is in the group"
                + " libvirt, and that the SSH server lets that user connect to sockets (AllowStreamLocalForwarding) or"
                + " run programs.";
    }
}
