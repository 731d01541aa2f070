package io.jenkins.plugins.libvirtmigration.lab;

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
        lab.script(host, SERVICE);
        lab.script(host, STRIP);
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
}
