package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest.PeerTransport;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of the data ports, the table of our own, and whether it lasts. */
class DataPortsGuardedTest {
    private static final String INPUT = ":INPUT ACCEPT [0:0]\n";

    private final FakeHypervisor fake = Recordings.root("kvm-01");
    private final FakeHypervisor peer = Recordings.root("kvm-02");
    private final ExaminedHost host = new ExaminedHost(fake);

    @BeforeEach
    void noFirewall() {
        Recordings.teach(fake, "cat --", 1, "No such file or directory");
        Recordings.teach(fake, "sh -c command -v \"$1\" sh nft", 0, "/usr/sbin/nft\n");
        Recordings.teach(fake, "sh -c command -v \"$1\" sh iptables-save", 0, "/usr/sbin/iptables-save\n");
        Recordings.teach(fake, "nft -j list ruleset", 0, "{\"nftables\": []}");
        Recordings.teach(fake, "nft", 0, "");
        Recordings.teach(fake, "nft -j list ruleset", 0, "{\"nftables\": []}");
        Recordings.teach(fake, "ip -o address show", 0, "2: eth0    inet 10.0.0.11/24 scope global eth0");
        Recordings.teach(peer, "ip -o address show", 0, "2: eth0    inet 10.0.0.12/24 scope global eth0");
        Recordings.teach(fake, "ss -H", 0, "");
        Recordings.teach(fake, "test -e", 1, "");
        Recordings.teach(fake, "sh -c set -eu; f=$(readlink", 0, "");
        iptables("");
    }

    private void iptables(String rules) {
        Recordings.teach(fake, "iptables-save -t filter", 0, INPUT + rules);
    }

    private List<Finding> findings(String... unreached) {
        Surroundings around = new Surroundings(
                new PreparationRequest(StorageMode.AUTO, PeerTransport.SSH, true, Optional.empty()),
                List.of(host, new ExaminedHost(peer)),
                List.of(unreached));
        return new DataPortsGuarded().examine(host, around);
    }

    @Test
    void whereNobodyIsTurnedAwayATableOfOurOwnCan() {
        Finding finding = findings().get(0);

        assertThat(finding.check().found()).isEqualTo("security, medium: no firewall: anybody is let in");
        assertThat(finding.action().orElseThrow().perform())
                .contains("+    set peers4")
                .contains("10.0.0.12");
    }

    private String performed() {
        return findings().get(0).action().orElseThrow().perform();
    }

    /** Debian has that service switched off, with a file that flushes and then lets everything in. */
    @Test
    void theServiceThatLoadsItIsSwitchedOnWhereThatLoadsNothingElse() {
        Recordings.teach(fake, "test -e /etc/nftables.conf", 0, "");
        Recordings.file(
                fake,
                "/etc/nftables.conf",
                "flush ruleset\n# drop by default: include your own\ntable inet filter {\n chain input {\n }\n}\n");
        Recordings.teach(fake, "systemctl is-enabled nftables.service", 1, "disabled\n");
        Recordings.teach(fake, "systemctl enable nftables.service", 0, "");

        assertThat(performed()).endsWith("enabled nftables.service");
    }

    @Test
    void rulesOfOthersAreNotBroughtToLifeByThat() {
        Recordings.teach(fake, "test -e /etc/nftables.conf", 0, "");
        Recordings.file(fake, "/etc/nftables.conf", "flush ruleset\ninclude \"/etc/nftables.d/*.nft\"\n");
        Recordings.teach(fake, "systemctl is-enabled nftables.service", 1, "disabled\n");

        assertThat(performed()).contains("nftables.service is off, and /etc/nftables.conf has rules of others");
    }

    @Test
    void norIsFlushedWhatAnotherServiceLoads() {
        Recordings.file(fake, "/etc/iptables/rules.v4", "*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n");
        Recordings.teach(fake, "systemctl is-enabled nftables.service", 1, "disabled\n");

        assertThat(performed())
                .contains("could be what /etc/iptables/rules.v4 has loaded: see that one of them loads all rules");
    }

    @Test
    void aPeerThatWasNotReachedIsNotShutOut() {
        Finding finding = findings("kvm-03").get(0);

        assertThat(finding.action()).isEmpty();
        assertThat(finding.check().remedy()).contains("the addresses of kvm-03 are unknown");
    }

    @Test
    void whatIsNotUnderstoodIsNotPassed() {
        iptables("-A INPUT -m set --match-set friends src -j ACCEPT\n-A INPUT -j DROP\n");

        assertThat(findings()).allSatisfy(finding -> {
            assertThat(finding.check().status()).isEqualTo(CheckStatus.WARNING);
            assertThat(finding.check().found()).startsWith("could not be judged: -A INPUT -m set");
        });
    }

    @Test
    void strangersAreNamedByTheRuleThatLetsThemIn() {
        iptables("-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 49152:49215 -j ACCEPT\n-A INPUT -j DROP\n");

        assertThat(findings().get(0).check().found())
                .isEqualTo("security, medium: iptables lets others than peers in: -A INPUT -s 10.0.0.0/8 -p tcp -m tcp"
                        + " --dport 49152:49215 -j ACCEPT");
        assertThat(findings().get(1).check().status()).isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void aTableThatTheKernelDoesNotTakeIsTakenBack() {
        Recordings.teach(fake, "nft -f", 1, "Error: No such file or directory");

        assertThatThrownBy(() -> findings().get(0).action().orElseThrow().perform())
                .hasMessageContaining("nft -f /etc/nftables/libvirt-migration.nft failed")
                .hasMessageEndingWith("the rules are as they were");
        assertThat(restored()).isEqualTo(2);
    }

    @Test
    void aHostThatFallsSilentMeanwhileIsTakenBackToo() {
        fake.ssh.answer(Recordings.command("nft -f"), words -> {
            throw new io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException("gone", null);
        });

        assertThatThrownBy(() -> findings().get(0).action().orElseThrow().perform())
                .hasMessageContaining("gone")
                .hasMessageEndingWith("the rules are as they were");
        assertThat(restored()).isEqualTo(2);
    }

    private long restored() {
        return fake.ssh.commands.stream()
                .filter(words -> String.join(" ", words).contains("[ -e \"$2\" ]"))
                .count();
    }

    private String lasting() {
        return new FirewallLasting().examine(host, null).get(0).check().found();
    }

    @Test
    void rulesThatAreGoneAfterTheNextStartAreTold() {
        String rule = "-A INPUT -s 10.0.0.12/32 -p tcp -m tcp --dport 49152:49215 -j ACCEPT";
        iptables(rule + "\n-A INPUT -j DROP\n");

        assertThat(lasting()).isEqualTo(rule + " is not in any file that is loaded at start");
        Recordings.file(fake, "/etc/iptables/rules.v4", "*filter\n" + rule + "\nCOMMIT\n");
        assertThat(lasting()).isEqualTo("iptables");
        Recordings.file(fake, "/etc/nftables/libvirt-migration.nft", "table inet libvirt_migration");
        assertThat(lasting()).startsWith("nftables.service is off");
        Recordings.teach(fake, "systemctl is-enabled nftables.service", 0, "enabled\n");
        assertThat(lasting()).isEqualTo("iptables");
    }

    @Test
    void aRuleOfFirewalldThatIsNotPermanentIsTold() {
        String rule =
                "rule family=\"ipv4\" source address=\"10.0.0.12\" port port=\"49152-49215\" protocol=\"tcp\" accept";
        Recordings.teach(fake, "sh -c command -v \"$1\" sh firewall-cmd", 0, "/usr/bin/firewall-cmd\n");
        fake.ssh.answer(
                Recordings.command("firewall-cmd"),
                words -> new CommandOutput(
                        0,
                        words.contains("--state")
                                ? "running\n"
                                : words.contains("--permanent") || !words.contains("--list-all-zones")
                                        ? ""
                                        : "\t" + rule,
                        ""));

        assertThat(lasting()).isEqualTo(rule + " is not permanent");
    }
}
