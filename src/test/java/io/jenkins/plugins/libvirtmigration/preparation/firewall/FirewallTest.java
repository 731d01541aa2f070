package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.ssh.Reachability;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FirewallTest {
    private static final PortRange DATA = new PortRange(49152, 49215);
    private static final PortRange CLEAR_TEXT = new PortRange(16509, 16509);
    private static final Subject SUBJECT = new Subject("a", "b", "data-ports-reachable", "");

    @Test
    void firewalldsActiveZonesCount() {
        Firewall firewall = Firewalld.parse(Recordings.of("rhel9-firewall-cmd.txt"));

        assertThat(firewall.deniesByDefault()).isTrue();
        assertThat(firewall.openTo(DATA))
                .extracting(Firewall.Opening::rule)
                .containsExactly("zone public: port 49152-49215/tcp");
        assertThat(firewall.openTo(CLEAR_TEXT)).hasSize(1);
        assertThat(firewall.openTo(new PortRange(16514, 16514)))
                .as("only from one peer")
                .isEmpty();
    }

    @Test
    void ufwLetsAPeerInAndEverybody() {
        Firewall firewall = Ufw.parse(Recordings.of("ubuntu2404-ufw.txt"));

        assertThat(firewall.deniesByDefault()).isTrue();
        assertThat(firewall.openTo(DATA)).isEmpty();
        assertThat(firewall.openTo(CLEAR_TEXT)).hasSize(2);
    }

    @Test
    void theGuidesRuleIsSeenInIptables() {
        Firewall firewall = Iptables.parse(Recordings.of("centos7-iptables-save.txt"));

        assertThat(firewall.kind()).isEqualTo(Kind.IPTABLES);
        assertThat(firewall.deniesByDefault()).isTrue();
        assertThat(firewall.openTo(CLEAR_TEXT))
                .extracting(Firewall.Opening::rule)
                .containsExactly("-A INPUT -p tcp -m tcp --dport 16509 -j ACCEPT");
        assertThat(firewall.openTo(DATA)).isEmpty();
        assertThat(Iptables.parse(":INPUT ACCEPT [0:0]\n").kind()).isEqualTo(Kind.NONE);
    }

    @Test
    void nftablesSetsAndRangesAreRead() {
        Firewall firewall = Nftables.parse(Recordings.of("debian12-nft-open.json"));

        assertThat(firewall.kind()).isEqualTo(Kind.NFTABLES);
        assertThat(firewall.deniesByDefault()).isTrue();
        assertThat(firewall.openTo(DATA))
                .extracting(Firewall.Opening::rule)
                .containsExactly("inet filter input: port 49152-49215");
        assertThat(firewall.openTo(CLEAR_TEXT)).as("only from one address").isEmpty();
    }

    @Test
    void ourOwnTableLetsNobodyElseIn() {
        Firewall firewall = Nftables.parse(Recordings.of("debian12-nft-own.json"));

        assertThat(firewall.openTo(DATA)).isEmpty();
        assertThat(firewall.deniesByDefault()).isFalse();
    }

    @Test
    void ourOwnTableKeepsPeersOfEarlierRuns() {
        String text = PeersTable.text(DATA, Set.of("10.0.0.12", "2001:db8::12"));

        assertThat(PeersTable.elements(text)).containsExactlyInAnyOrder("10.0.0.12", "2001:db8::12");
        assertThat(text).contains("tcp dport 49152-49215 drop");
        assertThat(text.indexOf("ct state established")).isLessThan(text.indexOf("drop"));
    }

    @Test
    void theRangeIsTheHostsOwn() {
        FakeHypervisor host = Recordings.root("kvm-01");
        Recordings.file(host, "/etc/libvirt/qemu.conf", "migration_port_min = 50000\nmigration_port_max = 50009\n");

        assertThat(PortRange.ofData(new ExaminedHost(host))).isEqualTo(new PortRange(50000, 50009));
    }

    @Test
    void rangesMeet() {
        assertThat(DATA.meets(new PortRange(49215, 49300))).isTrue();
        assertThat(DATA.meets(new PortRange(49216, 49300))).isFalse();
        assertThat(PortRange.parse("49152:49215")).isEqualTo(DATA);
        assertThat(PortRange.parse("ssh")).isEqualTo(new PortRange(0, 0));
        assertThat(DATA.withColon()).isEqualTo("49152:49215");
    }

    @Test
    void droppedAndRefusedAreToldApart() {
        assertThat(PortsReachable.judge(SUBJECT, Reachability.SILENT, 49215, Optional.empty())
                        .check()
                        .found())
                .isEqualTo("port 49215 is silent: packets are dropped");
        assertThat(PortsReachable.judge(SUBJECT, Reachability.OPEN, 49215, Optional.empty())
                        .check()
                        .status())
                .isEqualTo(CheckStatus.PASSED);
        assertThat(PortsReachable.judge(SUBJECT, Reachability.UNKNOWN, 49215, Optional.empty())
                        .check()
                        .status())
                .isEqualTo(CheckStatus.WARNING);
    }

    @Test
    void firewalldIsToldTwice() {
        FakeHypervisor host = Recordings.root("kvm-02");
        Recordings.teach(host, "firewall-cmd", 0, "success\n");

        String done =
                new AllowPeers(new HostShell(host.ssh, "kvm-02"), Kind.FIREWALLD, Set.of("10.0.0.11"), DATA).perform();

        assertThat(done.lines())
                .containsExactly(
                        "firewall-cmd --permanent --add-rich-rule=rule family=\"ipv4\" source address=\"10.0.0.11\" port"
                                + " port=\"49152-49215\" protocol=\"tcp\" accept",
                        "firewall-cmd --add-rich-rule=rule family=\"ipv4\" source address=\"10.0.0.11\" port"
                                + " port=\"49152-49215\" protocol=\"tcp\" accept");
    }

    @Test
    void ufwThatRefusesIsQuoted() {
        FakeHypervisor host = Recordings.root("kvm-02");
        Recordings.teach(host, "ufw allow", 1, "ERROR: Bad source address");

        assertThatThrownBy(
                        () -> new AllowPeers(new HostShell(host.ssh, "kvm-02"), Kind.UFW, Set.of("x"), DATA).perform())
                .hasMessageContaining("Bad source address")
                .hasMessageEndingWith("nothing was changed");
    }

    @Test
    void withoutForwardingTheShellConnects() {
        FakeHypervisor host = Recordings.root("kvm-01");
        host.ssh.reaches("10.0.0.12", 22, Reachability.UNKNOWN);
        Recordings.teach(host, "timeout 4 bash -c", 124, "");

        assertThat(Reach.from(new ExaminedHost(host), "10.0.0.12", 22, java.time.Duration.ofSeconds(4)))
                .isEqualTo(Reachability.SILENT);
    }
}
