package io.jenkins.plugins.libvirtmigration.lab;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the lab's kernel and its hosts do not have, played by stand-ins on a host: programs that print what real ones
 * printed, and files where a kernel has its own. The way there and back is the real one, and what is made of it.
 */
@ExtendWith(BareHosts.class)
class StandInLabTest {
    private final Lab lab;

    StandInLabTest(Lab lab) {
        this.lab = lab;
    }

    @BeforeEach
    void aPlaceForStandIns() {
        for (String host : new String[] {"h1", "h2"}) {
            lab.on(host, "mount", "-t", "tmpfs", "-o", "mode=755", "none", "/usr/local/sbin");
        }
    }

    private void file(String host, String path, String text) {
        lab.script(host, "mkdir -p \"${1%/*}\"; printf %s \"$2\" > \"$1\"", path, text);
    }

    /**
     * A program that is found before the host's own, and prints a recording for some words, in the shell's pattern; for all
     * others the host's own one runs, if there is one.
     */
    private void program(String host, String name, String... wordsAndPrinted) {
        StringBuilder script = new StringBuilder("#!/bin/sh\ncase $* in\n");
        for (int i = 0; i < wordsAndPrinted.length; i += 2) {
            String printed = "/run/printed/" + name + i;
            file(host, printed, wordsAndPrinted[i + 1]);
            script.append(wordsAndPrinted[i])
                    .append(") exec /usr/bin/cat ")
                    .append(printed)
                    .append(" ;;\n");
        }
        script.append("esac\nexec /usr/bin/").append(name).append(" \"$@\"\n");
        file(host, "/usr/local/sbin/" + name, script.toString());
        lab.on(host, "chmod", "755", "/usr/local/sbin/" + name);
    }

    @Test
    void storageAndDaemonsOfOtherSystems() {
        program("h1", "exportfs", "-v", "");
        file("h1", "/var/lib/nfs/etab", Recordings.of("debian12-nfs-etab.txt"));
        program("h1", "getenforce", "''", "Permissive\n");
        lab.on("h1", "mount", "-t", "tmpfs", "none", "/sys/kernel/security");
        file("h1", "/sys/kernel/security/apparmor/profiles", Recordings.of("ubuntu2404-apparmor-profiles.txt"));
        program("h1", "cat", "'-- /proc/mdstat'", Recordings.of("mdstat-degraded.txt"));
        program(
                "h1",
                "iscsiadm",
                "'-m session'",
                Recordings.of("iscsiadm-session.txt"),
                "'-m node -o show'",
                Recordings.of("debian12-iscsiadm-node.txt"));
        for (String host : new String[] {"h1", "h2"}) {
            program(host, "vgs", "--reportformat*", Recordings.of("debian12-vgs.json"));
        }
        program("h2", "systemctl", "show*", Recordings.of("debian12-systemctl-sockets.txt"));
        file("h2", "/etc/default/libvirtd", "LIBVIRTD_ARGS=\"--listen\"\n");

        Prepare.run(lab)
                .tells(CheckStatus.WARNING, "nfs-exports", "h1", null, "security, high: /srv/nova: to 10.0.0.0/16")
                .tells(CheckStatus.WARNING, "nfs-exports", "h1", null, "insecure: any user of a client may ask; async")
                .tells(CheckStatus.WARNING, "selinux", "h1", null, "security, low: permissive")
                .tells(CheckStatus.WARNING, "apparmor", "h1", null, "security, low: libvirtd (complain)")
                .tells(CheckStatus.WARNING, "raid-whole", "h1", null, "md1 has 3 of 4 disks")
                .tells(
                        CheckStatus.WARNING,
                        "iscsi-login",
                        "h1",
                        null,
                        "iqn.2013-01.org.example:kvm is logged in to without")
                .tells(CheckStatus.FAILED, "iscsi-sessions-same", "h1", "h2", "iqn.2013-01.org.example:kvm")
                .tells(CheckStatus.WARNING, "volume-groups-locked", "h1", "h2", "both see test_kvm, without a lock")
                .tells(
                        CheckStatus.WARNING,
                        "libvirt-settings-effective",
                        "h2",
                        null,
                        "/etc/default/libvirtd has --listen")
                .tells(
                        CheckStatus.WARNING,
                        "libvirt-settings-effective",
                        "h2",
                        null,
                        "listen_tcp, listen_tls in /etc/libvirt/libvirtd.conf, without effect under socket activation");
    }
}
