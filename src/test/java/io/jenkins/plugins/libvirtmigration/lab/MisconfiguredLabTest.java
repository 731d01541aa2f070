package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A host that is wrong in each way that the lab can make it, and what {@code prepare} says to it. */
@ExtendWith(BareHosts.class)
class MisconfiguredLabTest {
    private final Lab lab;

    MisconfiguredLabTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void theGuidesSsh() {
        lab.script("h1", "ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519; chmod 644 /root/.ssh/id_ed25519");
        String key = lab.on("h1", "cat", "/root/.ssh/id_ed25519");
        lab.script("h2", "umask 077; echo \"$1\" > /root/.ssh/id_ed25519", key);
        lab.script(
                "h1",
                "printf 'Host *\\n StrictHostKeyChecking no\\n UserKnownHostsFile /dev/null\\n' > /root/.ssh/config");
        lab.script(
                "h2",
                "ssh-keygen -q -t ed25519 -N '' -f /tmp/other; echo \"h1 $(cut -d' ' -f1,2 /tmp/other.pub)\""
                        + " > /root/.ssh/known_hosts; chmod 666 /root/.ssh/authorized_keys");

        // sshd no longer believes the file that others may write, so it is put right for our own login.
        lab.script("h2", "chmod 600 /root/.ssh/authorized_keys; chmod 775 /root/.ssh/known_hosts");

        Prepare.run(lab)
                .tells(
                        CheckStatus.WARNING,
                        "ssh-key-files",
                        "h1",
                        null,
                        "security, high: /root/.ssh/id_ed25519: mode 644")
                .tells(CheckStatus.FAILED, "ssh-key-files", "h2", null, "/root/.ssh/known_hosts: mode 775")
                .tells(CheckStatus.WARNING, "ssh-keys-not-shared", "h1", "h2", "security, high")
                .tells(CheckStatus.WARNING, "ssh-host-keys-checked", "h1", "h2", "UserKnownHostsFile /dev/null")
                .tells(CheckStatus.FAILED, "ssh-host-keys-known", "h2", "h1", "/root/.ssh/known_hosts line 1");
    }

    @Test
    void theGuidesListener() {
        lab.script(
                "h1",
                "sed -i 's/^listen_tcp.*/listen_tcp = 1/' /etc/libvirt/libvirtd.conf;"
                        + " echo 'auth_tcp = \"none\"' >> /etc/libvirt/libvirtd.conf;"
                        + " echo 'libvirtd_opts=\"-d -l\"' > /etc/default/libvirt-bin; mkdir -p /etc/init;"
                        + " echo 'exec /usr/sbin/libvirtd -d -l' > /etc/init/libvirt-bin.conf");
        BareHost.restart(lab, "h1");
        lab.script(
                "h2",
                "sed -i 's/^listen_tcp.*/listen_tcp = 1/' /etc/libvirt/libvirtd.conf;"
                        + " printf 'auth_tcp = \"sasl\"\\nlisten_tcp = 0\\n' >> /etc/libvirt/libvirtd.conf");
        BareHost.restart(lab, "h2");

        Prepare.Done found = Prepare.run(lab);
        found.tells(CheckStatus.FAILED, "libvirt-tcp-closed", "h1", null, "security, critical")
                .tells(CheckStatus.WARNING, "libvirt-settings-effective", "h1", null, "which is for upstart")
                .tells(CheckStatus.WARNING, "libvirt-tcp-closed", "h2", null, "security, medium")
                .tells(CheckStatus.WARNING, "libvirt-tcp-closed", "h2", null, "with auth_tcp = \"sasl\"")
                .tells(CheckStatus.WARNING, "libvirt-settings-effective", "h2", null, "listen_tcp stands twice");
        assertThat(found.output().status()).isEqualTo(1);

        Prepare.Done closed = Prepare.run(lab, "--apply");
        closed.mended("libvirt-tcp-closed", "h1", null, "-listen_tcp = 1")
                .tells(CheckStatus.WARNING, "libvirt-tcp-closed", "h2", null, "with auth_tcp = \"sasl\"");
        assertThat(lab.on("h1", "ss", "-H", "-ltn")).doesNotContain(":16509");
        assertThat(lab.on("h2", "ss", "-H", "-ltn"))
                .as("a password is asked: not closed")
                .contains(":16509");
    }

    @Test
    void namesUuidsNetworksPoolsAndAccounts() {
        lab.script(
                "h1",
                "sed -i '/h2/d' /etc/hosts; echo '127.0.1.1 h2.lab.test' >> /etc/hosts;"
                        + " echo '10.77.0.12 h2' >> /etc/hosts; ip link add br9 type bridge; ip link set br0 mtu 1400;"
                        + " ln -sf /usr/share/zoneinfo/Asia/Tokyo /etc/localtime");
        lab.script(
                "h2",
                // As in a virtual machine that nobody gave a tun device to; and a daemon that is started anew without
                // --listen.
                "mount -t tmpfs none /dev/net; sed -i 's/ --listen//' /etc/init.d/libvirtd;"
                        + " sed -i 's/^listen_tls.*/listen_tls = 1/' /etc/libvirt/libvirtd.conf");
        lab.script(
                "h2",
                "sed -i 's/^user = .*/user = \"libvirt-qemu\"/; s/^group = .*/group = \"libvirt-qemu\"/'"
                        + " /etc/libvirt/qemu.conf");
        String uuid = lab.on("h1", "grep", "^host_uuid", "/etc/libvirt/libvirtd.conf");
        lab.on("h2", "sed", "-i", "s/^host_uuid.*/" + uuid + "/", "/etc/libvirt/libvirtd.conf");
        BareHost.restart(lab, "h2");
        lab.script("h2", "virsh -q pool-autostart --disable images; virsh -q pool-destroy images");

        Prepare.run(lab, "--storage", "shared")
                .tells(CheckStatus.FAILED, "names-resolve", "h1", "h2", "resolves to 127.0.1.1")
                .tells(CheckStatus.FAILED, "host-uuid-distinct", "h1", "h2", "both have")
                .tells(CheckStatus.WARNING, "networks-same", "h1", "h2", "br9 not there")
                .tells(CheckStatus.WARNING, "mtu-same", "h2", "h1", "1400 on h1")
                .tells(CheckStatus.FAILED, "qemu-account-same", "h1", "h2", "libvirt-qemu 64055")
                .tells(CheckStatus.WARNING, "storage-pools-started", "h2", null, "not started and not autostarting")
                .tells(CheckStatus.FAILED, "image-directories", "h1", "h2", "ext4")
                .tells(CheckStatus.WARNING, "clocks-in-step", "h1", "h2", "time zones +0900 and +0000")
                .tells(CheckStatus.WARNING, "virtualization-ready", "h2", null, "/dev/net/tun")
                .tells(CheckStatus.WARNING, "libvirt-settings-effective", "h2", null, "runs without --listen");
    }

    @Test
    void portsThatAFirewallSwallows() {
        lab.run("drop-ports", "h2");
        lab.run("reject-ports", "h1");
        Prepare.run(lab)
                .tells(CheckStatus.FAILED, "data-ports-reachable", "h1", "h2", "silent: packets are dropped")
                .tells(CheckStatus.FAILED, "data-ports-reachable", "h2", "h1", "a firewall rejects");
    }

    @Test
    void aHostThatIsOlderAndWeakerAndAheadOfItsTime() {
        // Namespaces have no wall clock of their own, so the host's own program tells another time.
        lab.script(
                "h2",
                "cp /usr/bin/date /run/date.true; printf '#!/bin/sh\\nexec /run/date.true -d \"400 seconds\" \"$@\"\\n'"
                        + " > /run/date; chmod 755 /run/date; mount --bind /run/date /usr/bin/date");
        lab.ask("pretend", "h2", "no-machine", "lesser-cpu");
        Prepare.Done lesser = Prepare.run(lab)
                .tells(CheckStatus.WARNING, "machine-types", "h1", "h2", "pc-i440fx-7.2")
                .tells(CheckStatus.FAILED, "clocks-in-step", "h1", "h2", "apart, measured to");
        lab.ask("pretend", "h2", "older-qemu");
        Prepare.Done older =
                Prepare.run(lab).tells(CheckStatus.WARNING, "versions-in-order", "h1", "h2", "6.1.0 on h2");

        // Where there is no KVM at all, libvirt does not accept the emulated processor that it offers itself.
        boolean accepted = older.of("cpu-fits", "h1", "h2").get(0).status() == CheckStatus.PASSED;
        lesser.tells(
                CheckStatus.WARNING,
                "cpu-fits",
                "h1",
                "h2",
                accepted ? "h2 lacks something: " : "does not accept its own host's model");
    }

    @Test
    void guestsAndSpace() {
        lab.run("fill", "h1", "20M");
        lab.script("h1", """
                printf "<network><name>storage</name><forward mode='bridge'/><bridge name='br0'/></network>" > /run/network
                virsh -q net-create /run/network
                mount -t tmpfs none /sys/kernel/mm/hugepages
                mkdir /sys/kernel/mm/hugepages/hugepages-2048kB
                cd /sys/kernel/mm/hugepages/hugepages-2048kB
                echo 64 > nr_hugepages
                echo 0 > free_hugepages
                """);
        // What the kernel says of memory it says of the machine: this host has less.
        lab.script("h2", """
                printf 'MemTotal: 262144 kB\nMemFree: 65536 kB\nMemAvailable: 65536 kB\nBuffers: 0 kB\nCached: 0 kB\n' > /run/meminfo
                mount --bind /run/meminfo /proc/meminfo
                """);
        String xml = lab.ask("xml", "whole", "73", "--graphics", "10.77.0.11");
        String whole = xml.replace("<interface type='bridge'>", "<interface type='network'>")
                .replace("<source bridge='br0'/>", "<source network='storage'/>")
                .replaceFirst(
                        "(?s)<cpu mode='custom'.*?</cpu>",
                        xml.contains("type='kvm'") ? "<cpu mode='host-passthrough'/>" : "<cpu mode='maximum'/>");
        lab.script("h1", "printf %s \"$1\" | virsh -q create /dev/stdin", whole);
        try (Guest guest =
                lab.guest("shown", "h1", 71, "--graphics", "0.0.0.0", "--disk", "local", "--cache", "writeback")) {
            lab.on("h1", "virsh", "-q", "snapshot-create-as", guest.name(), "before", "--disk-only");
            String name = guest.name();
            Prepare.run(lab)
                    .tells(CheckStatus.WARNING, "guest-consoles-open", "h1", null, name + ": console on 0.0.0.0")
                    .tells(CheckStatus.WARNING, "guest-caches-safe", "h1", null, name + ": vda has cache writeback")
                    .tells(CheckStatus.WARNING, "guest-snapshots", "h1", null, name + ": 1 snapshots")
                    .tells(CheckStatus.WARNING, "guest-cpus-movable", "h1", null, "whole: ")
                    .tells(CheckStatus.WARNING, "disk-space", "h1", null, "/var/lib/libvirt/images")
                    .tells(CheckStatus.WARNING, "guest-consoles-movable", "h1", null, "whole: console on 10.77.0.11")
                    .tells(CheckStatus.FAILED, "networks-same", "h1", "h2", "storage not there; used by whole")
                    .tells(CheckStatus.FAILED, "memory-free", "h1", "h2", "64.0 MiB free on h2")
                    .tells(CheckStatus.WARNING, "hugepages-free", "h1", "h2", "64 of 2048kB in use, 0 free on h2");
        }
    }

    @Test
    void accountsWithoutSudoAndWithoutAShell() {
        lab.script("h1", "sed -i '/^root:/s|/bin/bash|/usr/sbin/nologin|' /etc/passwd");
        lab.script("h2", "sed -i '/^kvmop:/s|/bin/bash|/usr/sbin/nologin|' /etc/passwd");
        Prepare.run(lab, "--user", "kvmop")
                .tells(CheckStatus.WARNING, "rights-sufficient", "h1", null, "cat -- /etc/libvirt/libvirtd.conf")
                .tells(CheckStatus.WARNING, "ssh-account-shell", "h1", null, "/usr/sbin/nologin for root")
                .tells(CheckStatus.FAILED, "ssh-account-shell", "h2", null, "This account is currently not available");
    }

    @Test
    void aFirewallThatLetsStrangersInOrCannotBeJudged() {
        lab.script(
                "h1",
                "iptables -A INPUT -s 10.0.0.0/8 -p tcp --dport 49152:49215 -j ACCEPT; iptables -A INPUT -i lo -j ACCEPT;"
                        + " iptables -A INPUT -p tcp --dport 22 -j ACCEPT; iptables -A INPUT -m conntrack --ctstate"
                        + " ESTABLISHED,RELATED -j ACCEPT; iptables -A INPUT -j DROP");
        lab.script(
                "h2",
                "nft 'table inet t { chain in { type filter hook input priority 0; policy drop; iifname lo accept; ct state"
                        + " established,related accept; tcp dport 22 accept; tcp dport 49152-49215 meta mark 7 accept; }; }'");
        lab.script(
                "h2",
                "sed -i 's/.*migration_port_max.*//' /etc/libvirt/qemu.conf; printf 'migration_port_min ="
                        + " 49152\\nmigration_port_max = 49152\\n' >> /etc/libvirt/qemu.conf");
        Prepare.run(lab)
                .tells(
                        CheckStatus.WARNING,
                        "data-ports-guarded",
                        "h1",
                        null,
                        "lets others than peers in: -A INPUT -s 10")
                .tells(CheckStatus.WARNING, "firewall-lasting", "h1", null, "is not in any file")
                .tells(CheckStatus.WARNING, "data-ports-guarded", "h2", null, "could not be judged: inet t in")
                .tells(CheckStatus.FAILED, "data-ports-reachable", "h1", "h2", "1 free of 49152");
    }

    @Test
    void aPeerNobodyKnowsAndAKeyThatIsAcceptedForEverything() {
        lab.script(
                "h1",
                "sed -i '/h2/d' /etc/hosts; ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519;"
                        + " echo '/dev/sdz9 /nowhere ext4 defaults 0 0' > /etc/fstab");
        String key = lab.on("h1", "cat", "/root/.ssh/id_ed25519.pub");
        lab.script("h2", "echo \"$1\" >> /root/.ssh/authorized_keys", key.strip());
        lab.script(
                "h2",
                "echo 'auth_tcp = “none”' >> /etc/libvirt/libvirtd.conf;"
                        + " mkdir -p /mnt/s; touch /mnt/s/image; echo '10.77.0.1:/images /mnt/s glusterfs _netdev 0 0' > /etc/fstab");

        Prepare.run(lab)
                .tells(CheckStatus.WARNING, "names-resolve", "h1", "h2", "h2 is not known on h1")
                .tells(CheckStatus.WARNING, "ssh-peer-key-restricted", "h1", "h2", "accepted without")
                .tells(CheckStatus.WARNING, "libvirt-settings-effective", "h2", null, "curly quotes")
                .tells(CheckStatus.FAILED, "shared-mounted", "h2", null, "mounting would hide 1 entries")
                .tells(CheckStatus.WARNING, "fstab-sound", "h1", null, "/nowhere: unreachable on boot required target");
    }
}
