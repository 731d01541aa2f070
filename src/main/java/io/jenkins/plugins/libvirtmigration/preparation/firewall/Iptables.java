package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.preparation.names.HostAddresses;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code iptables-save -t filter}, and its sister for IP version 6 where the host has such addresses.
 *
 * @param chains with their rules
 * @param denies the policy of INPUT
 */
record Iptables(Chains chains, boolean denies) {
    private static final String INPUT = "INPUT";

    static Firewall read(ExaminedHost host) {
        Iptables four = parse(saved(host, "iptables-save"));
        if (!HostAddresses.of(host).hasGlobal6()) {
            return four.firewall();
        }
        return both(four, parse(saved(host, "ip6tables-save")));
    }

    /** What has no table has no output; a program that is not there, or fails, has nothing to say of one that is. */
    static String saved(ExaminedHost host, String program) {
        CommandOutput said = host.shell().asRoot(program, "-t", "filter");
        if (!said.succeeded() && host.shell().has(program)) {
            throw new NotSeenException(
                    program + " failed: " + HostShell.firstLine(said.errors()), "See why on " + host.name() + ".");
        }
        return said.succeeded() ? said.output() : "";
    }

    /** Whoever is turned away by the one version may come by the other. */
    static Firewall both(Iptables four, Iptables six) {
        boolean any = four.isUsed() || six.isUsed();
        return new Firewall(
                any ? Kind.IPTABLES : Kind.NONE, ports -> four.judge(ports).beside(named(six.judge(ports))));
    }

    private static Judgement named(Judgement six) {
        return new Judgement(
                six.turnsAway(),
                six.open().stream().map(rule -> "IPv6: " + rule).toList(),
                six.unclear().stream().map(rule -> "IPv6: " + rule).toList());
    }

    static Iptables parse(String output) {
        Map<String, List<ChainRule>> chains = new HashMap<>(Map.of(INPUT, new ArrayList<>()));
        for (String line : output.lines().map(String::strip).toList()) {
            if (line.startsWith(":")) {
                chains.computeIfAbsent(line.substring(1).split("\\s+")[0], name -> new ArrayList<>());
            } else if (line.startsWith("-A ")) {
                chains.computeIfAbsent(IptablesRule.chain(line), name -> new ArrayList<>())
                        .add(IptablesRule.parse(line));
            }
        }
        return new Iptables(new Chains(chains), output.contains(":INPUT DROP"));
    }

    Firewall firewall() {
        return new Firewall(isUsed() ? Kind.IPTABLES : Kind.NONE, this::judge);
    }

    boolean isUsed() {
        return denies || !chains.rules().get(INPUT).isEmpty();
    }

    Judgement judge(PortRange ports) {
        return chains.judge(INPUT, denies, ports);
    }
}
