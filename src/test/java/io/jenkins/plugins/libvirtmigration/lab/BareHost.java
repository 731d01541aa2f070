package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

/** Makes a host of the lab one that has nothing but sshd and libvirtd, as after an installation. */
final class BareHost {
    /** As Debian without systemd starts it: prepare restarts a daemon as the host's own administrator would. */
    private static final String SERVICE = """
            cat > /etc/init.d/libvirtd <<'X'
            #!/bin/sh
            running() { pid=$(cat /run/libvirtd.pid 2>/dev/null) && [ -d "/proc/$pid" ]; }
            case $1 in
                restart)
                    if running; then kill "$pid"; while [ -d "/proc/$pid" ]; do sleep 0.1; done; fi
                    exec /usr/sbin/libvirtd --daemon --listen ;;
            esac
            X
            chmod 755 /etc/init.d/libvirtd
            """;

    /** No trust, no certificates, no firewall; the directories stay, for libvirtd names them in its settings. */
    private static final String STRIP = """
            set -eu
            rm -f /root/.ssh/id_* /root/.ssh/known_hosts
            sed -i '/ control$/!d' /root/.ssh/authorized_keys
            find /etc/pki -type f -delete
            mkdir -p /etc/pki/qemu
            sed -i '/^listen_/d' /etc/libvirt/libvirtd.conf
            printf 'listen_tls = 0\\nlisten_tcp = 0\\n' >> /etc/libvirt/libvirtd.conf
            service libvirtd restart
            """;

    private BareHost() {}

    static void make(Lab lab, String host) {
        lab.on(host, "sh", "-c", SERVICE);
        lab.on(host, "sh", "-c", STRIP);
        awaitLibvirt(lab, host);
    }

    static void restart(Lab lab, String host) {
        lab.on(host, "service", "libvirtd", "restart");
        awaitLibvirt(lab, host);
    }

    private static void awaitLibvirt(Lab lab, String host) {
        lab.on(
                host,
                "timeout",
                "30",
                "sh",
                "-c",
                "until virsh -q -c qemu:///system version >/dev/null 2>&1; do sleep 0.2; done");
    }

    /**
     * Every file that an administrator or libvirt keeps, with its content, mode and owner: logs and states left out. What
     * the lab mounts into a host is named by itself, for find stays on one file system.
     */
    static String everything(Lab lab, String host) {
        String all = files(lab, host);
        assertThat(all).contains("/etc/libvirt/libvirtd.conf ").contains("/root/.ssh/authorized_keys ");
        return all;
    }

    private static String files(Lab lab, String host) {
        return lab.on(host, "sh", "-c", """
                find /etc /etc/libvirt /etc/pki /root /home /var/lib/libvirt /var/lib/libvirt-migration -xdev \\( -type f -o -type l -o -type d \\) \
                    ! -path '/var/lib/libvirt/qemu/*' ! -path '*/.cache*' ! -path '/var/lib/libvirt/images/*' \
                    -printf '%p %m %u %g %y ' \\( -type f -exec sha256sum {} \\; -o -printf '\\n' \\) | sort -u
                nft list ruleset""");
    }
}
