package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is made on hosts that somebody has set up already: rules, access, mounts, pools, certificates; and when not. */
@ExtendWith(BareHosts.class)
class MendedLabTest {
    private final Lab lab;

    MendedLabTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void rulesOfIptablesAndAccessOfQemusAccount() {
        lab.script("h2", """
                iptables -A INPUT -i lo -j ACCEPT
                iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
                iptables -A INPUT -p icmp -j ACCEPT
                iptables -A INPUT -p tcp --dport 22 -j ACCEPT
                iptables -A INPUT -p tcp --dport 16509 -j ACCEPT
                iptables -A INPUT -j REJECT --reject-with icmp-host-prohibited
                mkdir -p /etc/iptables
                iptables-save > /etc/iptables/rules.v4
                sed -i 's/^user = .*/user = "libvirt-qemu"/; s/^group = .*/group = "libvirt-qemu"/' /etc/libvirt/qemu.conf
                chmod 700 /var/lib/libvirt/images
                chmod 700 /var/lib/libvirt
                """);
        BareHost.restart(lab, "h2");
        String rule = "-A INPUT -s 10.77.0.11/32 -p tcp -m tcp --dport 49152:49215 -j ACCEPT";

        Prepare.run(lab, "--apply")
                .mended("data-ports-reachable", "h1", "h2", "no route to port 49215 at 10.77.0.12, or a")
                .mended("data-ports-reachable", "h1", "h2", "/etc/iptables/rules.v4, the old one is ")
                .tells(CheckStatus.WARNING, "clear-text-port-closed", "h2", null, "--dport 16509 -j ACCEPT")
                .mended("image-directories-traversable", "h2", null, "setfacl -m u:libvirt-qemu:x /var/lib/libvirt\n")
                .mended("image-directories-traversable", "h2", null, "u:libvirt-qemu:x /var/lib/libvirt/images");

        assertThat(lab.script("h2", "iptables -S INPUT")).contains(rule);
        assertThat(lab.script("h2", "cat /etc/iptables/rules.v4")).contains(rule);
        assertThat(lab.script("h2", "getfacl -cp /var/lib/libvirt/images"))
                .contains("user:libvirt-qemu:--x")
                .contains("other::---");
        Prepare.run(lab, "--apply")
                .changesNothing()
                .tells(CheckStatus.WARNING, "clear-text-port-closed", "h2", null, "--dport 16509 -j ACCEPT");
        assertThat(lab.script("h2", "iptables -S INPUT").lines().filter(rule::equals))
                .hasSize(1);
    }

    @Test
    void modesAndKeysOfSshAndAnUnknownName() {
        lab.script("h1", """
                ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
                chmod 644 /root/.ssh/id_ed25519
                ssh-keygen -q -t ed25519 -N '' -f /tmp/other
                echo "h2 $(cut -d' ' -f1,2 /tmp/other.pub)" > /etc/ssh/ssh_known_hosts
                echo "h3 $(cut -d' ' -f1,2 /tmp/other.pub)" >> /etc/ssh/ssh_known_hosts
                cp /etc/ssh/ssh_known_hosts /root/.ssh/known_hosts
                chmod 666 /root/.ssh/known_hosts
                sed -i 's/ h2.lab.test h2/ h2/' /etc/hosts
                """);
        String others = lab.script("h1", "cut -d' ' -f1,2 /tmp/other.pub");

        Prepare.run(lab)
                .tells(CheckStatus.WARNING, "ssh-key-files", "h1", null, "/root/.ssh/id_ed25519: mode 644")
                .tells(CheckStatus.WARNING, "ssh-key-files", "h1", null, "/root/.ssh/known_hosts: mode 666")
                .tells(CheckStatus.FAILED, "ssh-host-keys-known", "h1", "h2", "/root/.ssh/known_hosts line 1")
                .tells(CheckStatus.FAILED, "ssh-host-keys-known", "h1", "h2", "/etc/ssh/ssh_known_hosts line 1")
                .tells(CheckStatus.WARNING, "names-resolve", "h1", "h2", "h2.lab.test is not known on h1");
        Prepare.run(lab, "--apply")
                .succeeded()
                .mended("ssh-key-files", "h1", null, "chmod go= /root/.ssh/id_ed25519")
                .mended("ssh-key-files", "h1", null, "chmod go-w /root/.ssh/known_hosts")
                .mended("ssh-host-keys-known", "h1", "h2", "-h2 " + others)
                .mended("ssh-host-keys-known", "h1", "h2", "/root/.ssh/known_hosts, the old one is /var/lib/")
                .mended("names-resolve", "h1", "h2", "+10.77.0.12\th2.lab.test")
                .mended("peer-to-peer-works", "h1", "h2", "restrict,from=");

        assertThat(lab.script("h1", "stat -c %a /root/.ssh/id_ed25519 /root/.ssh/known_hosts"))
                .isEqualTo("600\n644");
        assertThat(lab.script("h1", "cat /root/.ssh/known_hosts"))
                .as("of nobody else")
                .isEqualTo("h3 " + others);
        assertThat(lab.script("h1", "cat /etc/ssh/ssh_known_hosts"))
                .contains("h2 " + lab.script("h2", "cut -d' ' -f1,2 /etc/ssh/ssh_host_ed25519_key.pub"));
        assertThat(lab.script("h1", "getent hosts h2.lab.test")).startsWith("10.77.0.12");
        HostFiles before = HostFiles.of(lab, "h1");
        Prepare.run(lab, "--apply").succeeded().changesNothing();
        assertThat(before.changes()).isEmpty();
    }

    @Test
    void aSharedDirectoryIsMountedAndProvenToBeOne() {
        // Only so that the lab serves its volume.
        lab.ask("guest", "shared", "h1", "72", "--disk", "gluster", "--no-start");
        for (String host : List.of("h1", "h2")) {
            lab.script(
                    host,
                    "umount /var/lib/libvirt/shared; echo '10.77.0.1:/images /var/lib/libvirt/shared glusterfs"
                            + " defaults,_netdev 0 0' > /etc/fstab");
        }
        lab.script("h1", "virsh -q pool-define-as shared dir --target /var/lib/libvirt/shared");

        Prepare.Done first = Prepare.run(lab, "--apply")
                .mended("shared-mounted", "h1", null, "mount /var/lib/libvirt/shared")
                .mended("shared-mounted", "h2", null, "mount /var/lib/libvirt/shared")
                .mended("storage-pools-started", "h1", null, "pool-start shared, pool-autostart shared")
                .mended("storage-pools-same", "h1", "h2", "pool-define, pool-start and pool-autostart shared on h2");
        assertThat(first.of("image-directories", "h1", "h2"))
                .anySatisfy(
                        check -> assertThat(check.found()).contains("a probe file of the one was seen on the other"));
        assertThat(lab.script("h1", "ls -A /var/lib/libvirt/shared"))
                .as("the probe file is gone")
                .doesNotContain("probe");
        Prepare.run(lab, "--apply").changesNothing();

        // Mounted by hand, as far as h1 knows.
        lab.script("h1", ": > /etc/fstab");
        // Two servers of one name: findmnt on h2 says what it says on h1, and the files are others.
        lab.script("h2", """
                findmnt -J -T /var/lib/libvirt/shared > /run/there
                umount /var/lib/libvirt/shared
                cp /usr/bin/findmnt /run/findmnt.true
                cat > /run/findmnt <<'X'
                #!/bin/sh
                case $* in
                    '-J -T /var/lib/libvirt/shared') exec cat /run/there ;;
                    *) exec /run/findmnt.true "$@" ;;
                esac
                X
                chmod 755 /run/findmnt
                : > /etc/fstab
                mount --bind /run/findmnt /usr/bin/findmnt
                """);
        Prepare.run(lab, "--apply")
                .tells(CheckStatus.FAILED, "image-directories", "h1", "h2", "a file written on h1 is not there on h2")
                .tells(CheckStatus.WARNING, "shared-mounts-lasting", "h1", null, "not in fstab: gone after the next");
        assertThat(lab.script("h1", "ls -A /var/lib/libvirt/shared")).doesNotContain("probe");
    }

    @Test
    void certificatesOfAWrongNameExpiredAndSoonToExpire() {
        PlacedCertificate.on(
                lab,
                "h1",
                "cn=other\\ndns_name=other.lab.test\\nactivation_date=\"2019-01-01 00:00:00\"\\n"
                        + "expiration_date=\"2020-01-01 00:00:00\"\\n");
        PlacedCertificate.on(lab, "h2", "cn=h2\\ndns_name=h2\\nexpiration_days=5\\n");

        Prepare.run(lab, "--transport", "tls")
                .tells(CheckStatus.FAILED, "tls-certificates", "h1", null, "expired on 2020-01-01T00:00:00Z")
                .tells(CheckStatus.FAILED, "tls-certificates", "h1", null, "made out to other.lab.test, not to h1")
                .tells(CheckStatus.FAILED, "tls-certificates", "h2", null, "servercert.pem ends on ");
        Prepare.run(lab, Prepare.withAuthority(lab, "--apply"))
                .succeeded()
                .mended("tls-certificates", "h1", null, "a certificate for h1, h1.lab.test, 10.77.0.11")
                .mended("tls-certificates", "h2", null, "a certificate for h2")
                .all(CheckStatus.PASSED, "peer-to-peer-works", "h1", "h2")
                .all(CheckStatus.PASSED, "peer-to-peer-works", "h2", "h1");
        Prepare.run(lab, Prepare.withAuthority(lab, "--apply")).succeeded().changesNothing();
    }

    @Test
    void noDaemonIsRestartedUnderAMigration() {
        String daemon = lab.script("h1", "cat /run/libvirtd.pid");
        try (Guest guest = lab.guest("moving", "h1", 74, "--dirty", "4 16")) {
            // It has to go on for as long as prepare takes, on however slow a machine.
            Migrate migrate = Migrate.of(
                    lab, guest, "h1", "h3", "--bandwidth", "1MiB/s", "--stall-timeout", "0s", "--timeout", "10m");
            Running moving = migrate.start();
            lab.script(
                    "h1",
                    "timeout 110 sh -c 'until virsh -q domjobinfo moving | grep -q Unbounded; do sleep 0.2; done'");

            Prepare.run(lab, Prepare.withAuthority(lab, "--apply"))
                    .tells(
                            CheckStatus.FAILED,
                            "libvirt-tls-listens",
                            "h1",
                            null,
                            "not restarted: a job runs for moving; nothing was changed")
                    .tells(CheckStatus.FAILED, "tls-certificates", "h1", null, "not restarted: a job runs for moving");

            assertThat(moving.isAlive()).as("the move goes on").isTrue();
            assertThat(lab.script("h1", "cat /run/libvirtd.pid")).isEqualTo(daemon);
            assertThat(lab.script("h1", "cat /etc/libvirt/libvirtd.conf")).contains("listen_tls = 0");
            moving.signal("INT");
            assertThat(migrate.end(moving).record().runsOn()).isEqualTo("h1");
        }
    }

    @Test
    void norUnderOneThatComesIn() {
        String daemon = lab.script("h1", "cat /run/libvirtd.pid");
        try (Guest guest = lab.guest("coming", "h3", 75, "--dirty", "4 16")) {
            Migrate migrate = Migrate.of(
                    lab, guest, "h3", "h1", "--bandwidth", "1MiB/s", "--stall-timeout", "0s", "--timeout", "10m");
            Running moving = migrate.start();
            lab.script("h1", "timeout 110 sh -c 'until virsh -q list --all | grep -q coming; do sleep 0.2; done'");

            Prepare.run(lab, Prepare.withAuthority(lab, "--apply"))
                    .tells(
                            CheckStatus.FAILED,
                            "libvirt-tls-listens",
                            "h1",
                            null,
                            "not restarted: a job runs for coming; nothing was changed");

            assertThat(moving.isAlive()).as("the move goes on").isTrue();
            assertThat(lab.script("h1", "cat /run/libvirtd.pid")).isEqualTo(daemon);
            moving.signal("INT");
            assertThat(migrate.end(moving).record().runsOn()).isEqualTo("h3");
        }
    }
}
