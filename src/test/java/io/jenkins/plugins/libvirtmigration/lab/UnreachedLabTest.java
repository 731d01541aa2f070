package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hosts, daemons and ports that do not answer, and what {@code prepare} says to it. */
@ExtendWith(BareHosts.class)
class UnreachedLabTest {
    private final Lab lab;

    UnreachedLabTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void aDaemonThatIsGoneAndOneThatHangs() {
        lab.ask("kill", "h1", "libvirtd");
        lab.ask("kill", "h2", "libvirtd", "STOP");
        try {
            Prepare.Done done = Prepare.run(lab);
            done.tells(CheckStatus.FAILED, "libvirt-answers", "h1", null, "Connection refused")
                    .tells(CheckStatus.FAILED, "libvirt-answers", "h2", null, "no answer within ")
                    .tells(
                            CheckStatus.WARNING,
                            "storage-pools-started",
                            "h2",
                            null,
                            "not seen: libvirt does not answer")
                    .all(CheckStatus.PASSED, "data-ports-reachable", "h1", "h2");
            assertThat(done.of("libvirt-answers", "h1", null).get(0).remedy())
                    .isEqualTo("Run on h1: service libvirtd start");
            assertThat(done.of("libvirt-answers", "h2", null).get(0).remedy())
                    .startsWith("libvirtd runs: read its log")
                    .endsWith("run on h2: service libvirtd restart");
            assertThat(done.output().status()).isEqualTo(1);
        } finally {
            lab.run("kill", "h2", "libvirtd", "CONT");
        }
    }

    @Test
    void aHostThatShowsAnotherKeyIsNotShutOut() {
        lab.ask("rekey", "h2");

        Prepare.Done done = Prepare.run(lab, "--peer", "h3", "--apply");

        done.tells(CheckStatus.FAILED, "ssh-login", "h2", null, "ITS HOST KEY HAS CHANGED")
                .tells(CheckStatus.WARNING, "data-ports-guarded", "h1", null, "security, medium");
        assertThat(done.of("data-ports-guarded", "h1", null).get(0).remedy())
                .contains("Not done here while the addresses of h2 are unknown");
        assertThat(lab.script("h1", "nft list ruleset")).isEmpty();
        assertThat(done.checks()).as("nothing is done to it").noneMatch(check -> "h2".equals(check.peer()));
    }

    @Test
    void shutPortsOfSshAndTlsAndKeysThatOthersCanRead() {
        for (String host : List.of("h1", "h2")) {
            PlacedCertificate.on(lab, host, "cn=" + host + "\\ndns_name=" + host + "\\nexpiration_days=90\\n");
        }
        lab.script("h1", "chmod 644 /etc/pki/qemu/server-key.pem");
        lab.script("h2", """
                iptables -A INPUT -s 10.77.0.11 -p tcp --dport 22 -j DROP
                iptables -A INPUT -s 10.77.0.11 -p tcp --dport 16514 -j REJECT
                mkdir -p /etc/iptables
                iptables-save > /etc/iptables/rules.v4
                sed -i '1itls_no_verify_certificate = 1' /etc/libvirt/libvirtd.conf
                """);

        Prepare.run(lab, "--transport", "tls")
                .tells(CheckStatus.FAILED, "ssh-port-reachable", "h1", "h2", "port 22 is silent: packets are dropped")
                .tells(CheckStatus.FAILED, "tls-port-reachable", "h1", "h2", "port 16514")
                .tells(CheckStatus.FAILED, "libvirt-tls-listens", "h2", null, "nothing listens on port 16514")
                .tells(CheckStatus.WARNING, "tls-keys-private", "h1", null, "security, high: /etc/pki/qemu/server-key")
                .tells(CheckStatus.WARNING, "tls-clients-verified", "h2", null, "security, high: tls_no_verify_");
        Prepare.run(lab, Prepare.withAuthority(lab, "--apply"))
                .mended("ssh-port-reachable", "h1", "h2", "iptables -I INPUT -s 10.77.0.11 -p tcp --dport 22")
                .mended("tls-port-reachable", "h1", "h2", "iptables -I INPUT -s 10.77.0.11 -p tcp --dport 16514")
                .mended("libvirt-tls-listens", "h2", null, "+listen_tls = 1")
                .mended("tls-keys-private", "h1", null, "chmod o= /etc/pki/qemu/server-key.pem")
                .all(CheckStatus.PASSED, "tls-certificates", "h1", null);

        assertThat(lab.script("h1", "stat -c %a /etc/pki/qemu/server-key.pem")).isEqualTo("640");
        assertThat(lab.script("h2", "cat /etc/iptables/rules.v4"))
                .contains("-s 10.77.0.11/32 -p tcp -m tcp --dport 16514 -j");
        // Listening now, it lets everybody in; that is a setting of the host's own, which is told and not taken away.
        Prepare.run(lab, Prepare.withAuthority(lab, "--apply"))
                .changesNothing()
                .tells(CheckStatus.FAILED, "tls-clients-verified", "h2", null, "security, critical: tls_no_verify_")
                .all(CheckStatus.PASSED, "tls-keys-private", "h1", null)
                .all(CheckStatus.PASSED, "tls-port-reachable", "h1", "h2");
    }
}
