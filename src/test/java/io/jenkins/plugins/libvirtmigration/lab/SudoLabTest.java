package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An account that is not root, with sudo: the rights that the guide lists are enough to look, and all rights to mend. */
@ExtendWith(FreshLab.class)
class SudoLabTest {
    private static final List<String> HOSTS = List.of("h1", "h2");

    private final Lab lab;

    SudoLabTest(Lab lab) {
        this.lab = lab;
    }

    private void permit(String rules) {
        for (String host : HOSTS) {
            lab.script(host, "umask 337; printf '%s\\n' \"$1\" > /etc/sudoers.d/kvmop; visudo -c -q", rules);
        }
    }

    /** What is seen, without the words, which name who looks. */
    private static TreeSet<String> seen(Prepare.Done done) {
        TreeSet<String> seen = new TreeSet<>();
        for (Check check : done.checks()) {
            seen.add(check.host() + " " + check.peer() + " " + check.id() + " " + check.status());
        }
        return seen;
    }

    /** The hosts are as the lab makes them, with trust, keys and certificates: there is something to look at. */
    @Test
    void theListedRightsSeeWhatRootSees() throws IOException {
        permit(Files.readString(lab.root().resolve("docs/prepare.sudoers")).replace("\nop ALL=", "\nkvmop ALL="));
        // So that there is something behind each right: rules of both kinds, another account for QEMU, a shared
        // directory.
        lab.script("h1", """
                sed -i 's/^user = .*/user = "libvirt-qemu"/; s/^group = .*/group = "libvirt-qemu"/' /etc/libvirt/qemu.conf
                echo '10.77.0.1:/images /mnt glusterfs defaults,_netdev 0 0' > /etc/fstab
                nft 'table inet t { chain in { type filter hook input priority 0; tcp dport 49152-49215 accept; }; }'
                iptables -A INPUT -s 10.0.0.0/8 -p tcp --dport 49152:49215 -j ACCEPT
                """);
        Prepare.Done root = Prepare.run(lab);
        Prepare.Done account = Prepare.run(lab, "--user", "kvmop");

        for (String host : HOSTS) {
            assertThat(account.of("rights-sufficient", host, null).get(0).found())
                    .isEqualTo("sudo was refused nothing");
        }
        assertThat(seen(account)).isEqualTo(seen(root));
    }

    @Test
    void allRightsMendAndAPeerIsReachedAsRootOrAsTheAccount() {
        permit("kvmop ALL=(ALL) NOPASSWD: ALL");
        HOSTS.forEach(host -> BareHost.make(lab, host));

        Prepare.run(lab, "--user", "kvmop", "--apply")
                .succeeded()
                .mended("peer-to-peer-works", "h1", "h2", "/root/.ssh/authorized_keys")
                .mended("data-ports-guarded", "h1", null, "nftables");
        HostFiles before = HostFiles.of(lab, "h1", "h2");
        Prepare.Done second = Prepare.run(lab, "--user", "kvmop", "--apply").succeeded();
        assertThat(second.not(CheckStatus.PASSED)).isEmpty();
        assertThat(before.changes()).isEmpty();

        Prepare.between(lab, "kvmop@h1", "kvmop@h2", "--apply")
                .succeeded()
                .mended("peer-to-peer-works", "h1", "h2", "/home/kvmop/.ssh/authorized_keys");
        assertThat(lab.script("h2", "stat -c %U /home/kvmop/.ssh/authorized_keys"))
                .isEqualTo("kvmop");
        try (Guest guest = lab.guest("by-account", "h1", 76)) {
            Unbroken unbroken = Unbroken.watch(guest);
            Migrate.of(lab, guest, "kvmop@h1", "kvmop@h2", "--control", "peer-to-peer")
                    .run()
                    .succeeded();
            unbroken.provenOn("h2");
        }
    }
}
