package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in, by each firewall's own listing. */
class FirewallTest {
    private static final PortRange DATA = new PortRange(49152, 49215);
    private static final PortRange CLEAR_TEXT = new PortRange(16509, 16509);

    private static Firewall firewalld(String zones, String defaultZone) {
        return Firewalld.parse(
                zones,
                "",
                "",
                defaultZone,
                service ->
                        service.equals("libvirt") ? Recordings.of("debian12-firewall-cmd-libvirt.txt") : "ports: \n");
    }

    @Test
    void firewalldsActiveZonesCount() {
        Firewall firewall = firewalld(Recordings.of("rhel9-firewall-cmd.txt"), "public");

        assertThat(firewall.at(DATA).turnsAway()).isTrue();
        assertThat(firewall.at(DATA).open()).containsExactly("zone public: port 49152-49215/tcp");
        assertThat(firewall.at(CLEAR_TEXT).open()).hasSize(1);
        assertThat(firewall.at(new PortRange(16514, 16514)).guards())
                .as("only from one peer")
                .isTrue();
    }

    @Test
    void firewalldsServicesHavePorts() {
        Firewall firewall = firewalld(Recordings.of("debian12-firewall-cmd.txt"), "public");

        assertThat(firewall.at(CLEAR_TEXT).open())
                .containsExactly("zone public: port 16509/tcp", "zone public: service libvirt: port 16509/tcp");
        assertThat(firewall.at(DATA).guards()).as("only from peers").isTrue();
        assertThat(firewall.at(new PortRange(50000, 50000)).open())
                .containsExactly("zone public: rule port port=\"50000\" protocol=\"tcp\" accept");
    }

    @Test
    void firewalldsDefaultZoneHasTheInterfacesOfNobody() {
        String zones = Recordings.of("debian12-firewall-cmd.txt");

        assertThat(firewalld(zones, "public").at(DATA).turnsAway()).isTrue();
        assertThat(firewalld(zones, "trusted").at(DATA).turnsAway()).isFalse();
    }

    private static Judgement rich(String rule, PortRange ports) {
        return firewalld(
                        "public (active)\n  target: default\n  interfaces: eth0\n  rich rules: \n\t" + rule + "\n", "x")
                .at(ports);
    }

    @Test
    void firewalldsRichRulesHaveServicesAndWideSources() {
        assertThat(rich("rule service name=\"libvirt\" accept", CLEAR_TEXT).open())
                .hasSize(1);
        assertThat(rich(
                                "rule family=\"ipv4\" source address=\"10.0.0.0/8\" port port=\"49152-49215\" protocol=\"tcp\""
                                        + " accept",
                                DATA)
                        .open())
                .hasSize(1);
        assertThat(rich("rule family=\"ipv4\" source address=\"10.0.0.0/24\" accept", DATA)
                        .guards())
                .isTrue();
        assertThat(rich("rule family=\"ipv4\" source NOT address=\"10.0.0.9\" accept", DATA)
                        .open())
                .hasSize(1);
        assertThat(rich("rule protocol value=\"tcp\" accept", DATA).open()).hasSize(1);
        assertThat(rich("rule source ipset=\"friends\" port port=\"49152-49215\" protocol=\"tcp\" accept", DATA)
                        .unclear())
                .hasSize(1);
        assertThat(rich("rule something=\"new\" accept", DATA).unclear()).hasSize(1);
        assertThat(rich("rule port port=\"49152-49215\" protocol=\"udp\" accept", DATA)
                        .guards())
                .isTrue();
    }

    @Test
    void firewalldsZonesForSourcesAndPoliciesAndDirectRules() {
        String zones = "public (active)\n  target: default\n  interfaces: eth0\n\n"
                + "trusted (active)\n  target: ACCEPT\n  sources: %s\n";
        String policy = "open (active)\n  target: ACCEPT\n  ingress-zones: ANY\n  egress-zones: HOST\n";

        assertThat(firewalld(zones.formatted("10.0.0.0/8"), "public").at(DATA).open())
                .containsExactly("zone trusted for 10.0.0.0/8: target ACCEPT");
        assertThat(firewalld(zones.formatted("10.0.0.12"), "public").at(DATA).guards())
                .isTrue();
        assertThat(firewalld(zones.formatted("ipset:all"), "public").at(DATA).unclear())
                .hasSize(1);
        assertThat(Firewalld.parse(zones.formatted(""), policy, "", "public", service -> "")
                        .at(DATA)
                        .open())
                .containsExactly("policy open: target ACCEPT");
        assertThat(Firewalld.parse(
                                zones.formatted(""),
                                "",
                                "ipv4 filter INPUT 0 -p tcp --dport 49152:49215 -j ACCEPT\n",
                                "public",
                                service -> "")
                        .at(DATA)
                        .open())
                .hasSize(1);
    }

    @Test
    void ufwDoesNotShowItsRulesBeforeAllOthers() {
        Firewall firewall = Ufw.parse(
                "Default: deny (incoming), allow (outgoing)\n", Recordings.of("debian12-iptables-save-ufw.txt"));

        Judgement judgement = firewall.at(new PortRange(49152, 49215));

        assertThat(judgement.turnsAway()).isTrue();
        assertThat(judgement.open())
                .containsExactly("-A ufw-before-input -s 10.0.0.0/8 -p tcp -m tcp --dport 49152:49215 -j ACCEPT");
        assertThat(judgement.unclear()).hasSize(1).allMatch(rule -> rule.contains("--mark 0x7"));
        assertThat(firewall.at(new PortRange(16509, 16509)).guards()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'-A ufw-before-input -j ACCEPT', 1, 0",
        "'-A ufw6-after-input -p tcp -m tcp --dport 16509 -j ACCEPT', 1, 0",
        "'-A ufw-before-input -p tcp -m tcp --dport 22 -j ACCEPT', 0, 0",
        "'-A ufw-before-input -p tcp -j site', 0, 1",
        "'-A ufw-before-input -p udp -m udp --dport 137 -j ufw-skip-to-policy-input', 0, 0",
        "'-A ufw-before-output -j ACCEPT', 0, 0",
    })
    void rulesOfUfwsOwnChains(String line, int open, int unclear) {
        Judgement judgement = Ufw.parse("Default: deny (incoming), allow (outgoing)\n", line + "\n")
                .at(new PortRange(16509, 16509));

        assertThat(judgement.open()).hasSize(open);
        assertThat(judgement.unclear()).hasSize(unclear);
    }

    @Test
    void ufwLetsAPeerInAndEverybody() {
        Firewall firewall = Ufw.parse(Recordings.of("debian12-ufw.txt"), "");

        assertThat(firewall.at(DATA).turnsAway()).isTrue();
        assertThat(firewall.at(CLEAR_TEXT).open()).hasSize(2);
        assertThat(firewall.at(new PortRange(16514, 16514)).open())
                .as("let in, if not too often")
                .hasSize(2);
        assertThat(firewall.at(DATA).open())
                .containsExactly(
                        "49160/tcp on eth0 ALLOW IN Anywhere", "49160/tcp (v6) on eth0 ALLOW IN Anywhere (v6)");
        assertThat(firewall.at(DATA).unclear()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Anywhere on eth1           ALLOW IN    Anywhere, open",
        "'80,16509/tcp               ALLOW IN    Anywhere', open",
        "10.0.0.12 16509/tcp        ALLOW IN    Anywhere, open",
        "10.0.0.12                  ALLOW IN    Anywhere, open",
        "16509/tcp                  ALLOW IN    10.0.0.0/8, open",
        "16509/tcp                  ALLOW IN    Anywhere on eth1, open",
        "16509/tcp                  ALLOW IN    10.0.0.0/24, guarded",
        "16509/tcp                  ALLOW IN    10.0.0.12 1024:65535/tcp, guarded",
        "16509/udp                  ALLOW IN    Anywhere, guarded",
        "16509/tcp                  DENY IN     Anywhere, guarded",
        "Strange App                ALLOW IN    Anywhere, unclear",
        "16509/tcp                  ALLOW IN    Anywhere of a kind, unclear",
    })
    void ufwsListsProtocolsAndPlaces(String rule, String expected) {
        Judgement judgement = Ufw.parse("Default: deny (incoming), allow (outgoing)\n" + rule + "\n", "")
                .at(CLEAR_TEXT);

        assertThat(told(judgement)).isEqualTo(expected);
    }

    static String told(Judgement judgement) {
        if (!judgement.open().isEmpty()) {
            return "open";
        }
        return judgement.unclear().isEmpty() ? (judgement.turnsAway() ? "guarded" : "no rule") : "unclear";
    }

    @Test
    void theGuidesRuleIsSeenInIptables() {
        for (String file : List.of("centos7-iptables-save.txt", "debian12-iptables-save.txt")) {
            Firewall firewall = Iptables.parse(Recordings.of(file)).firewall();

            assertThat(firewall.kind()).isEqualTo(Kind.IPTABLES);
            assertThat(firewall.at(CLEAR_TEXT).open())
                    .containsExactly("-A INPUT -p tcp -m tcp --dport 16509 -j ACCEPT");
            assertThat(firewall.at(DATA).guards()).isTrue();
        }
        assertThat(Iptables.parse(":INPUT ACCEPT [0:0]\n").firewall().kind()).isEqualTo(Kind.NONE);
    }

    @Test
    void whoIsTurnedAwayByOneVersionMayComeByTheOther() {
        Iptables four = Iptables.parse(":INPUT DROP [0:0]\n");
        Iptables six = Iptables.parse(":INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 16509 -j ACCEPT\n");

        assertThat(Iptables.both(four, six).at(CLEAR_TEXT).turnsAway()).isFalse();
        assertThat(Iptables.both(four, six).at(CLEAR_TEXT).open())
                .containsExactly("IPv6: -A INPUT -p tcp -m tcp --dport 16509 -j ACCEPT");
    }

    private static Firewall kernel(String nft, String iptables) {
        FakeHypervisor host = Recordings.root("kvm-02");
        Recordings.teach(host, "sh -c command -v \"$1\" sh nft", 0, "/usr/sbin/nft\n");
        Recordings.teach(host, "sh -c command -v \"$1\" sh iptables-save", 0, "/usr/sbin/iptables-save\n");
        Recordings.teach(host, "ip -o address show", 0, "2: eth0    inet 10.0.0.12/24 scope global eth0");
        Recordings.teach(host, "nft -j list ruleset", 0, Recordings.of(nft));
        Recordings.teach(host, "iptables-save -t filter", iptables.isEmpty() ? 1 : 0, iptables);
        return Firewall.of(new ExaminedHost(host));
    }

    @Test
    void rulesOfIptablesAreNotTakenForNftables() {
        String rules = Recordings.of("debian12-iptables-save.txt");

        assertThat(kernel("debian12-nft-of-iptables.json", rules).kind()).isEqualTo(Kind.IPTABLES);
        assertThat(kernel("debian12-nft-own.json", rules).kind())
                .as("beside a table of ours")
                .isEqualTo(Kind.IPTABLES);
        Firewall both = kernel("debian12-nft-open.json", rules);
        assertThat(both.kind()).isEqualTo(Kind.NFTABLES);
        assertThat(both.at(DATA).guards())
                .as("what nftables lets in, iptables turns away")
                .isTrue();
    }

    @Test
    void iptablesThatFailsIsNotTakenForNoRules() {
        Assertions.assertThatThrownBy(() -> kernel("debian12-nft-own.json", ""))
                .isInstanceOf(NotSeenException.class)
                .hasMessageContaining("iptables-save failed");
    }

    @Test
    void theRangeIsTheHostsOwn() {
        FakeHypervisor host = Recordings.root("kvm-01");
        Recordings.file(host, "/etc/libvirt/qemu.conf", "migration_port_min = 50000\nmigration_port_max = 50009\n");

        assertThat(PortRange.ofData(new ExaminedHost(host))).isEqualTo(new PortRange(50000, 50009));
    }

    @ParameterizedTest
    @CsvSource({"49152, 999999999", "50000, 49999", "0, 10"})
    void aRangeOfNoPortsIsToldAndNotWalked(int first, int last) {
        FakeHypervisor host = Recordings.root("kvm-01");
        Recordings.file(
                host,
                "/etc/libvirt/qemu.conf",
                "migration_port_min = " + first + "\nmigration_port_max = " + last + "\n");

        Assertions.assertThatThrownBy(() -> PortRange.ofData(new ExaminedHost(host)))
                .isInstanceOf(NotSeenException.class)
                .hasMessageContaining(first + "-" + last);
    }

    @Test
    void rangesMeet() {
        assertThat(DATA.meets(new PortRange(49215, 49300))).isTrue();
        assertThat(DATA.meets(new PortRange(49216, 49300))).isFalse();
        assertThat(DATA.holds(new PortRange(49160, 49215))).isTrue();
        assertThat(DATA.holds(new PortRange(49160, 49216))).isFalse();
        assertThat(PortRange.parse("49152:49215")).isEqualTo(DATA);
        assertThat(PortRange.parse("ssh")).isEqualTo(new PortRange(0, 0));
        assertThat(DATA.withColon()).isEqualTo("49152:49215");
    }

    @Test
    void ourOwnTableKeepsPeersOfEarlierRuns() {
        String text = PeersTable.text(DATA, Set.of("10.0.0.12", "2001:db8::12"));

        assertThat(PeersTable.elements(text)).containsExactlyInAnyOrder("10.0.0.12", "2001:db8::12");
        assertThat(PeersTable.elements("elements = { 10.0.0.12,\n\t\t\t10.0.0.13 }"))
                .containsExactlyInAnyOrder("10.0.0.12", "10.0.0.13");
        assertThat(text).contains("tcp dport 49152-49215 drop");
        assertThat(text.indexOf("ct state established")).isLessThan(text.indexOf("drop"));
    }
}
