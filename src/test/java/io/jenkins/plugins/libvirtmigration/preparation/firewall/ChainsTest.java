package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.ChainRule.Meets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of the kernel, walked as it does: what is not understood is never taken for turned away. */
class ChainsTest {
    private static final PortRange DATA = new PortRange(49152, 49215);
    private static final PortRange CLEAR_TEXT = new PortRange(16509, 16509);

    private static String iptables(String... rules) {
        return FirewallTest.told(Iptables.parse(":INPUT ACCEPT [0:0]\n" + String.join("\n", rules) + "\n")
                .judge(DATA));
    }

    @ParameterizedTest
    @CsvSource({
        "-A INPUT -j ACCEPT, open",
        "-A INPUT -p tcp -j ACCEPT, open",
        "-A INPUT -p tcp -m tcp --dport 49152:49215 -j ACCEPT, open",
        "-A INPUT -s 10.0.0.0/8 -j ACCEPT, open",
        "-A INPUT -s 0.0.0.0/0 -j ACCEPT, open",
        "-A INPUT ! -s 10.0.0.11/32 -j ACCEPT, open",
        "-A INPUT -i eth1 -j ACCEPT, open",
        "-A INPUT ! -i lo -j ACCEPT, open",
        "-A INPUT -p tcp -m conntrack --ctstate NEW -m limit --limit 5/sec -j ACCEPT, open",
        "-A INPUT -m set --match-set friends src -j ACCEPT, unclear",
        "-A INPUT -p tcp -m tcp ! --dport 22 -j ACCEPT, unclear",
        "-A INPUT -p tcp -j NFQUEUE --queue-num 0, unclear",
        "-A INPUT -j UNKNOWN_CHAIN, unclear",
        "-A INPUT -s 10.0.0.11/32 -j ACCEPT, guarded",
        "-A INPUT -s 10.0.0.0/255.255.255.0 -j ACCEPT, guarded",
        "-A INPUT -i lo -j ACCEPT, guarded",
        "-A INPUT -p udp -j ACCEPT, guarded",
        "'-A INPUT -p tcp -m multiport --dports 22,80,443 -j ACCEPT', guarded",
        "'-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', guarded",
        "-A INPUT -m comment --comment \"says -j ACCEPT\" -j LOG, guarded",
        "-A INPUT -m set --match-set evil src -j DROP, guarded",
    })
    void whoGetsPastARuleBeforeAllElseIsTurnedAway(String rule, String expected) {
        assertThat(iptables(rule, "-A INPUT -j DROP")).isEqualTo(expected);
    }

    @Test
    void whatIsTurnedAwayFirstIsNotLetInBehind() {
        assertThat(iptables("-A INPUT -p tcp -m tcp --dport 49152:49215 -j DROP", "-A INPUT -j ACCEPT"))
                .isEqualTo("guarded");
        assertThat(iptables("-A INPUT -p tcp -m tcp --dport 49152:49200 -j DROP", "-A INPUT -j ACCEPT"))
                .as("not all of the ports")
                .isEqualTo("open");
        assertThat(iptables("-A INPUT -i eth0 -j DROP"))
                .as("not on all interfaces")
                .isEqualTo("no rule");
    }

    @Test
    void chainsAreFollowed() {
        assertThat(iptables("-A INPUT -j MINE", "-A MINE -p tcp -j ACCEPT", "-A INPUT -j DROP"))
                .isEqualTo("open");
        assertThat(iptables("-A INPUT -j MINE", "-A MINE -p tcp --dport 22 -j ACCEPT", "-A MINE -j DROP"))
                .isEqualTo("guarded");
        assertThat(iptables("-A INPUT -j MINE", "-A MINE -i eth0 -j RETURN", "-A MINE -j DROP"))
                .as("who is on eth0 goes on behind it")
                .isEqualTo("no rule");
        assertThat(iptables("-A INPUT -m weird -j MINE", "-A MINE -j ACCEPT", "-A INPUT -j DROP"))
                .isEqualTo("unclear");
        assertThat(iptables("-A INPUT -j A", "-A A -j INPUT", "-A INPUT -j DROP"))
                .as("a circle ends")
                .isEqualTo("unclear");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/24, NONE", "10.0.0.0/23, SOME", "0.0.0.0/0, ALL", "10.0.0.0/255.255.0.0, SOME", "2001:db8::/64, NONE",
        "2001:db8::/32, SOME", "::/0, ALL", "10.0.0.9, NONE", "friends, UNKNOWN", "10.0.0.0/255.0.255.0, UNKNOWN"
    })
    void aNetworkIsNarrowOrWide(String source, Meets expected) {
        assertThat(Sources.of(source)).isEqualTo(expected);
    }

    private static Judgement nftables(String json, PortRange ports) {
        return new Nftables(Nftables.read(json), true).judge(ports, false);
    }

    @Test
    void nftablesSetsAndRangesAreRead() {
        String json = Recordings.of("debian12-nft-open.json");

        assertThat(nftables(json, DATA).open()).containsExactly("inet filter input: port 22, 49152-49215 (handle 4)");
        assertThat(nftables(json, CLEAR_TEXT).guards())
                .as("only from one address")
                .isTrue();
    }

    @Test
    void nftTellsWhatIptablesTurnsAwayByItsNameOnly() {
        assertThat(nftables(Recordings.of("debian12-nft-of-iptables.json"), DATA)
                        .unclear())
                .as("a condition that only iptables can write")
                .hasSize(1);
        assertThat(nftables(Recordings.of("debian12-nft-of-iptables.json"), DATA)
                        .turnsAway())
                .isTrue();
    }

    @Test
    void ourOwnTableIsNotJudgedHere() {
        JsonNode own = Nftables.read(Recordings.of("debian12-nft-own.json"));

        assertThat(new Nftables(own, true).isUsed()).isFalse();
        assertThat(new Nftables(own, true).judge(DATA, false).turnsAway()).isFalse();
    }

    private static String table(String policy, String... expressions) {
        StringBuilder json =
                new StringBuilder("{\"nftables\": [{\"chain\": {\"family\": \"inet\", \"table\": \"t\", \"name\":"
                        + " \"in\", \"hook\": \"input\", \"policy\": \"" + policy
                        + "\"}}, {\"chain\": {\"family\": \"inet\","
                        + " \"table\": \"t\", \"name\": \"out\", \"hook\": \"output\", \"policy\": \"accept\"}}, {\"set\":"
                        + " {\"family\": \"inet\", \"table\": \"t\", \"name\": \"wide\", \"elem\": [{\"prefix\": {\"addr\":"
                        + " \"10.0.0.0\", \"len\": 8}}]}}, {\"set\": {\"family\": \"inet\", \"table\": \"t\", \"name\": \"few\","
                        + " \"elem\": [\"10.0.0.11\", {\"range\": [\"10.0.0.20\", \"10.0.0.30\"]}]}}");
        for (String expression : expressions) {
            String chain = expression.startsWith("out ") ? "out" : "in";
            json.append(", {\"rule\": {\"family\": \"inet\", \"table\": \"t\", \"chain\": \"" + chain
                    + "\", \"expr\": [" + expression.replaceFirst("out ", "") + "]}}");
        }
        return json.append("]}").toString();
    }

    private static String match(String left, String op, String right) {
        return "{\"match\": {\"op\": \"" + op + "\", \"left\": " + left + ", \"right\": " + right + "}}, ";
    }

    private static String from(String op, String right) {
        return match("{\"payload\": {\"protocol\": \"ip\", \"field\": \"saddr\"}}", op, right) + "{\"accept\": null}";
    }

    @Test
    void nftablesSourcesAreNarrowOrWide() {
        String dropped = "drop";

        assertThat(FirewallTest.told(nftables(table(dropped, "{\"accept\": null}"), DATA)))
                .isEqualTo("open");
        assertThat(FirewallTest.told(nftables(table(dropped, from("==", "\"@wide\"")), DATA)))
                .isEqualTo("open");
        assertThat(FirewallTest.told(nftables(table(dropped, from("!=", "\"10.0.0.1\"")), DATA)))
                .isEqualTo("open");
        assertThat(FirewallTest.told(nftables(
                        table(dropped, from("==", "{\"prefix\": {\"addr\": \"10.0.0.0\", \"len\": 8}}")), DATA)))
                .isEqualTo("open");
        assertThat(FirewallTest.told(nftables(table(dropped, from("==", "\"@few\"")), DATA)))
                .isEqualTo("guarded");
        assertThat(FirewallTest.told(nftables(table(dropped, from("==", "\"@unknown\"")), DATA)))
                .isEqualTo("unclear");
        assertThat(FirewallTest.told(
                        nftables(table(dropped, match("{\"fib\": {}}", "==", "1") + "{\"accept\": null}"), DATA)))
                .isEqualTo("unclear");
    }

    @Test
    void nftablesOtherChainsAndStatesAreNobodysWayIn() {
        String state = "{\"vmap\": {\"key\": {\"ct\": {\"key\": \"state\"}}, \"data\": {\"set\": [[\"established\","
                + " {\"accept\": null}], [\"invalid\", {\"drop\": null}]]}}}";

        assertThat(FirewallTest.told(nftables(table("drop", "out {\"accept\": null}"), DATA)))
                .isEqualTo("guarded");
        assertThat(FirewallTest.told(nftables(table("drop", state), DATA))).isEqualTo("guarded");
        assertThat(FirewallTest.told(nftables(table("drop", state.replace("established", "new")), DATA)))
                .isEqualTo("unclear");
        assertThat(FirewallTest.told(nftables(table("accept", "{\"counter\": null}"), DATA)))
                .isEqualTo("no rule");
    }
}
