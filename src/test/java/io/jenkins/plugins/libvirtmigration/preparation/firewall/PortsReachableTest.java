package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest.PeerTransport;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.preparation.names.HostAddresses;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.ssh.Reachability;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ports that are tried, rules that let the peers in, and what becomes of rules that do not help. */
class PortsReachableTest {
    private static final PortRange DATA = new PortRange(49152, 49215);
    private static final Subject SUBJECT = new Subject("a", "b", "data-ports-reachable", "");

    private final FakeHypervisor one = Recordings.root("kvm-01");
    private final FakeHypervisor other = Recordings.root("kvm-02");
    private final ExaminedHost from = new ExaminedHost(one);

    private static Finding judged(Reachability answer, AllowPeers mending) {
        return PortsReachable.judge(SUBJECT, answer, "port 49215", Optional.ofNullable(mending));
    }

    @Test
    void droppedAndRefusedAreToldApart() {
        AllowPeers rule = rules(Kind.FIREWALLD, true);

        assertThat(judged(Reachability.SILENT, null).check().found())
                .isEqualTo("port 49215 is silent: packets are dropped");
        assertThat(judged(Reachability.UNREACHABLE, rule).action())
                .as("firewalld rejects as a missing route does")
                .isPresent();
        assertThat(judged(Reachability.UNKNOWN, rule).action()).isEmpty();
        assertThat(judged(Reachability.OPEN, rule).check().status()).isEqualTo(CheckStatus.PASSED);
        assertThat(judged(Reachability.UNKNOWN, null).check().status()).isEqualTo(CheckStatus.WARNING);
    }

    private Check data(ExaminedHost to) {
        Recordings.teach(other, "sh -c command -v \"$1\" sh perl", 0, "/usr/bin/perl\n");
        // It listens once it was started.
        other.ssh.answer(Recordings.command("timeout 60 perl"), words -> {
            Recordings.teach(other, "ss -H", 0, "LISTEN 0 5 0.0.0.0:49215 0.0.0.0:*\n");
            try {
                Thread.sleep(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new io.jenkins.plugins.libvirtmigration.ssh.CommandOutput(0, "", "");
        });
        Recordings.teach(other, "ss -H", 0, "");
        Recordings.teach(other, "ip -o address show", 0, "2: eth0    inet 10.0.0.12/24 scope global eth0");
        Recordings.teach(one, "ip -o address show", 0, "2: eth0    inet 10.0.0.11/24 scope global eth0");
        Surroundings around = new Surroundings(
                new PreparationRequest(StorageMode.AUTO, PeerTransport.SSH, false, Optional.empty()),
                List.of(from, to));
        return new PortsReachable().examine(from, to, around).get(1).check();
    }

    @Test
    void guestsAreSentToTheAddressOfTheMigrationNetwork() {
        Recordings.file(other, "/etc/libvirt/qemu.conf", "migration_host = \"10.88.0.12\"\n");
        one.ssh.reaches("kvm-02", 49215, Reachability.OPEN);
        one.ssh.reaches("10.88.0.12", 49215, Reachability.SILENT);

        assertThat(data(new ExaminedHost(other)).found())
                .isEqualTo("port 49215 at 10.88.0.12 is silent: packets are dropped");
    }

    @Test
    void whatWasSaidGoesBeforeWhatTheHostSays() {
        Recordings.file(other, "/etc/libvirt/qemu.conf", "migration_host = \"10.88.0.12\"\n");
        one.ssh.reaches("10.99.0.12", 49215, Reachability.OPEN);

        assertThat(data(new ExaminedHost(other, Optional.of("10.99.0.12"))).found())
                .isEqualTo("port 49215 at 10.99.0.12 answers");
    }

    @Test
    void onePortIsTooFew() {
        Recordings.file(other, "/etc/libvirt/qemu.conf", "migration_port_min = 49215\nmigration_port_max = 49215\n");

        assertThat(data(new ExaminedHost(other)).found()).isEqualTo("1 free of 49215");
    }

    private AllowPeers rules(Kind kind, boolean help) {
        return new AllowPeers(new HostShell(other.ssh, "kvm-02"), kind, Set.of("10.0.0.11"), DATA, () -> help);
    }

    private List<String> said(String beginning) {
        return other.ssh.commands.stream()
                .map(words -> String.join(" ", words.subList(3, words.size())))
                .filter(words -> words.startsWith(beginning))
                .toList();
    }

    @Test
    void firewalldIsToldTwiceInTheZoneOfTheWayToThePeer() {
        Recordings.teach(other, "firewall-cmd", 0, "success\n");
        Recordings.teach(other, "firewall-cmd --zone=inner --query", 1, "no\n");
        Recordings.teach(other, "firewall-cmd --permanent --zone=inner --query", 1, "no\n");
        Recordings.teach(other, "ip -o route get 10.0.0.11", 0, "10.0.0.11 dev eth1 src 10.0.0.12 uid 0\n");
        Recordings.teach(other, "firewall-cmd --get-zone-of-interface=eth1", 0, "inner\n");
        String rule =
                "rule family=\"ipv4\" source address=\"10.0.0.11\" port port=\"49152-49215\" protocol=\"tcp\" accept";

        assertThat(rules(Kind.FIREWALLD, true).perform().lines())
                .containsExactly(
                        "firewall-cmd --permanent --zone=inner --add-rich-rule=" + rule,
                        "firewall-cmd --zone=inner --add-rich-rule=" + rule);
    }

    @Test
    void rulesThatDoNotHelpAreTakenOutAgain() {
        Recordings.teach(other, "firewall-cmd", 0, "success\n");
        Recordings.teach(other, "firewall-cmd --query", 1, "no\n");
        Recordings.teach(other, "ufw", 0, "Rule added\n");
        Recordings.teach(other, "iptables", 0, "");
        Recordings.teach(other, "iptables -C", 1, "no such rule");

        for (Kind kind : List.of(Kind.FIREWALLD, Kind.UFW, Kind.IPTABLES)) {
            assertThatThrownBy(() -> rules(kind, false).perform())
                    .hasMessageContaining("not reached with it either")
                    .hasMessageEndingWith("the rules are as they were");
        }
        assertThat(said("firewall-cmd --remove-rich-rule")).hasSize(1);
        assertThat(said("ufw --force delete allow proto tcp from 10.0.0.11")).hasSize(1);
        assertThat(said("iptables -D INPUT -s 10.0.0.11")).hasSize(1);
    }

    @Test
    void rulesThatWereThereBeforeStay() {
        Recordings.teach(other, "iptables", 0, "");
        Recordings.teach(other, "ufw", 0, "Skipping adding existing rule\n");

        assertThatThrownBy(() -> rules(Kind.IPTABLES, false).perform()).hasMessageEndingWith("nothing was changed");
        assertThatThrownBy(() -> rules(Kind.UFW, false).perform()).hasMessageEndingWith("nothing was changed");
        assertThat(said("iptables -D")).isEmpty();
        assertThat(said("ufw --force delete")).isEmpty();
    }

    @Test
    void onlyOurOwnRuleIsSaved() {
        String saved = "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n";
        Recordings.teach(other, "iptables", 0, "");
        Recordings.teach(other, "iptables -C", 1, "no such rule");
        Recordings.file(other, "/etc/iptables/rules.v4", saved);
        Recordings.teach(other, "sh -c set -eu; f=$(readlink", 0, "");

        String done = rules(Kind.IPTABLES, true).perform();

        assertThat(done)
                .contains("+-A INPUT -s 10.0.0.11/32 -p tcp -m tcp --dport 49152:49215 -j ACCEPT")
                .contains("/etc/iptables/rules.v4, the old one is /var/lib/libvirt-migration/kept/");
        assertThat(SavedRules.of(new HostShell(other.ssh, "kvm-02"), false)
                        .with(List.of("10.0.0.11"), DATA)
                        .orElseThrow()
                        .after())
                .isEqualTo(saved.replace(
                        "-A INPUT -i lo",
                        "-A INPUT -s 10.0.0.11/32 -p tcp -m tcp --dport 49152:49215 -j ACCEPT\n-A INPUT -i lo"));
    }

    @Test
    void ufwThatRefusesIsQuoted() {
        Recordings.teach(other, "ufw allow", 1, "ERROR: Bad source address");

        assertThatThrownBy(() -> rules(Kind.UFW, true).perform())
                .hasMessageContaining("Bad source address")
                .hasMessageEndingWith("nothing was changed");
    }

    @Test
    void withoutForwardingTheShellConnects() {
        one.ssh.reaches("10.0.0.12", 22, Reachability.UNKNOWN);
        Recordings.teach(one, "timeout 4 bash -c", 124, "");

        assertThat(Reach.from(from, "10.0.0.12", 22, Duration.ofSeconds(4))).isEqualTo(Reachability.SILENT);
    }

    @Test
    void addressesOfContainersAndPrivateOnesArePeersOfNobody() {
        Recordings.teach(one, "ip -o address show", 0, """
                1: lo    inet 127.0.0.1/8 scope host lo
                2: eth0    inet 10.0.0.11/24 brd 10.0.0.255 scope global eth0
                2: eth0    inet6 2001:db8::11/64 scope global
                2: eth0    inet6 2001:db8::face:1/64 scope global temporary dynamic
                2: eth0    inet6 fe80::1/64 scope link
                3: docker0    inet 172.17.0.1/16 scope global docker0
                4: virbr0    inet 192.168.122.1/24 scope global virbr0
                """);

        assertThat(HostAddresses.of(from).lasting()).containsExactlyInAnyOrder("10.0.0.11", "2001:db8::11");
        assertThat(HostAddresses.of(from).addresses()).hasSize(6);
    }
}
