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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FirewallTest {
    private static final PortRange DATA = new PortRange(49152, 49215);
    private static final PortRange CLEAR_TEXT = new PortRange(16509, 16509);
    private static final Subject SUBJECT = new Subject("a", "b", "data-ports-reachable", "");

    @Test
    void firewalldsActiveZonesCount() {
        Firewall firewall = Firewalld.parse(Recordings.of("rhel9-firewall-cmd.txt"), "public", service -> "");

        assertThat(firewall.deniesByDefault()).isTrue();
        assertThat(firewall.openTo(DATA))
                .extracting(Firewall.Opening::rule)
                .containsExactly("zone public: port 49152-49215/tcp");
        assertThat(firewall.openTo(CLEAR_TEXT)).hasSize(1);
        assertThat(firewall.openTo(new PortRange(16514, 16514)))
                .as("only from one peer")
                .isEmpty();
    }

    private static Firewall firewalld(String defaultZone) {
        return Firewalld.parse(
                Recordings.of("debian12-firewall-cmd.txt"),
                defaultZone,
                service -> service.equals("libvirt") ? Recordings.of("debian12-firewall-cmd-libvirt.txt") : "");
    }

    @Test
    void firewalldsServicesHavePorts() {
        assertThat(firewalld("public").openTo(CLEAR_TEXT))
                .extracting(Firewall.Opening::rule)
                .containsExactly("zone public: port 16509/tcp", "zone public: service libvirt: port 16509/tcp");
        assertThat(firewalld("public").openTo(DATA)).as("only from peers").isEmpty();
        assertThat(firewalld("public").openTo(new PortRange(50000, 50000)))
                .extracting(Firewall.Opening::rule)
                .containsExactly("zone public: rule port port=\"50000\" protocol=\"tcp\" accept");
    }

    @Test
    void firewalldsDefaultZoneHasTheInterfacesOfNobody() {
        assertThat(firewalld("public").deniesByDefault()).isTrue();
        assertThat(firewalld("trusted").deniesByDefault()).isFalse();
    }

    @Test
    void ufwLetsAPeerInAndEverybody() {
        Firewall firewall = Ufw.parse(Recordings.of("debian12-ufw.txt"));

        assertThat(firewall.deniesByDefault()).isTrue();
        assertThat(firewall.openTo(CLEAR_TEXT)).hasSize(2);
        assertThat(firewall.openTo(new PortRange(16514, 16514)))
                .as("let in, if not too often")
                .hasSize(2);
        assertThat(firewall.openTo(DATA))
                .extracting(Firewall.Opening::rule)
                .containsExactly(
                        "49160/tcp on eth0 ALLOW IN Anywhere", "49160/tcp (v6) on eth0 ALLOW IN Anywhere (v6)");
    }

    @Test
    void ufwsListsProtocolsAndPlaces() {
        assertThat(Ufw.parse("Anywhere on eth1           ALLOW IN    Anywhere\n")
                        .openTo(CLEAR_TEXT))
                .hasSize(1);
        assertThat(Ufw.parse("80,16509/tcp               ALLOW IN    Anywhere\n")
                        .openTo(CLEAR_TEXT))
                .hasSize(1);
        assertThat(Ufw.parse("10.0.0.12 16509/tcp        ALLOW IN    Anywhere\n")
                        .openTo(CLEAR_TEXT))
                .hasSize(1);
        assertThat(Ufw.parse("16509/udp                  ALLOW IN    Anywhere\n")
                        .openTo(CLEAR_TEXT))
                .isEmpty();
        assertThat(Ufw.parse("16509/tcp                  DENY IN     Anywhere\n")
                        .openTo(CLEAR_TEXT))
                .isEmpty();
    }

    @Test
    void theGuidesRuleIsSeenInIptables() {
        for (String file : List.of("centos7-iptables-save.txt", "debian12-iptables-save.txt")) {
            Firewall firewall = Iptables.parse(Recordings.of(file));

            assertThat(firewall.kind()).isEqualTo(Kind.IPTABLES);
            assertThat(firewall.deniesByDefault()).isTrue();
            assertThat(firewall.openTo(CLEAR_TEXT))
                    .extracting(Firewall.Opening::rule)
                    .containsExactly("-A INPUT -p tcp -m tcp --dport 16509 -j ACCEPT");
            assertThat(firewall.openTo(DATA)).isEmpty();
        }
        assertThat(Iptables.parse(":INPUT ACCEPT [0:0]\n").kind()).isEqualTo(Kind.NONE);
    }

    @Test
    void whoIsTurnedAwayByOneVersionMayComeByTheOther() {
        Firewall four = Iptables.parse(":INPUT DROP [0:0]\n");
        Firewall six = Iptables.parse(":INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 16509 -j ACCEPT\n");

        assertThat(Iptables.both(four, six).deniesByDefault()).isFalse();
        assertThat(Iptables.both(four, six).openTo(CLEAR_TEXT))
                .extracting(Firewall.Opening::rule)
                .containsExactly("IPv6: -A INPUT -p tcp -m tcp --dport 16509 -j ACCEPT");
    }

    private static Firewall kernel(String nft) {
        FakeHypervisor host = Recordings.root("kvm-02");
        Recordings.teach(host, "sh -c command -v \"$1\" sh nft", 0, "/usr/sbin/nft\n");
        Recordings.teach(host, "sh -c command -v \"$1\" sh iptables-save", 0, "/usr/sbin/iptables-save\n");
        Recordings.teach(host, "ip -o address show", 0, "2: eth0    inet 10.0.0.12/24 scope global eth0");
        Recordings.teach(host, "nft -j list ruleset", 0, Recordings.of(nft));
        Recordings.teach(host, "iptables-save -t filter", 0, Recordings.of("debian12-iptables-save.txt"));
        return Firewall.of(new ExaminedHost(host));
    }

    @Test
    void rulesOfIptablesAreNotTakenForNftables() {
        assertThat(kernel("debian12-nft-of-iptables.json").kind()).isEqualTo(Kind.IPTABLES);
        assertThat(kernel("debian12-nft-own.json").kind())
                .as("beside a table of ours")
                .isEqualTo(Kind.IPTABLES);
        assertThat(kernel("debian12-nft-open.json").kind()).isEqualTo(Kind.NFTABLES);
    }

    @Test
    void nftTellsWhatIptablesTurnsAwayByItsNameOnly() {
        assertThat(nftables("debian12-nft-of-iptables.json").deniesByDefault()).isTrue();
    }

    private static Firewall nftables(String file) {
        return Nftables.judge(Nftables.read(Recordings.of(file)));
    }

    @Test
    void nftablesSetsAndRangesAreRead() {
        Firewall firewall = nftables("debian12-nft-open.json");

        assertThat(firewall.kind()).isEqualTo(Kind.NFTABLES);
        assertThat(firewall.deniesByDefault()).isTrue();
        assertThat(firewall.openTo(DATA))
                .extracting(Firewall.Opening::rule)
                .containsExactly("inet filter input: port 49152-49215");
        assertThat(firewall.openTo(CLEAR_TEXT)).as("only from one address").isEmpty();
    }

    @Test
    void ourOwnTableLetsNobodyElseIn() {
        Firewall firewall = nftables("debian12-nft-own.json");

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
        AllowPeers rule =
                new AllowPeers(new HostShell(Recordings.root("b").ssh, "b"), Kind.FIREWALLD, Set.of("a"), DATA);
        assertThat(PortsReachable.judge(SUBJECT, Reachability.UNREACHABLE, 49215, Optional.of(rule))
                        .action())
                .as("firewalld rejects as a missing route does")
                .isPresent();
        assertThat(PortsReachable.judge(SUBJECT, Reachability.UNKNOWN, 49215, Optional.of(rule))
                        .action())
                .isEmpty();
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
