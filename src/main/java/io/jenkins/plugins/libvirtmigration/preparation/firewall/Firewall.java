package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.preparation.names.HostAddresses;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a host's firewall does with incoming TCP, as far as it can be read without running packets through it. Whether a
 * port is really reached is tried ({@link PortsReachable}); this says who else is let in.
 *
 * @param at what becomes of strangers at some ports
 */
record Firewall(Kind kind, Function<PortRange, Judgement> at) {

    /** The program that an administrator changes the rules with. */
    enum Kind {
        FIREWALLD("firewalld"),
        UFW("ufw"),
        NFTABLES("nftables"),
        IPTABLES("iptables"),
        NONE("no firewall");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static Firewall of(ExaminedHost host) {
        return host.fact(Firewall.class, Firewall::read);
    }

    /** In this order: firewalld and ufw make rules of the two below them, and would undo changes that are made there. */
    private static Firewall read(ExaminedHost host) {
        HostShell shell = host.shell();
        if (shell.has("firewall-cmd")
                && shell.asRoot("firewall-cmd", "--state").output().strip().equals("running")) {
            return Firewalld.read(shell);
        }
        if (shell.has("ufw")) {
            String status = shell.rootOutput("ufw", "status", "verbose");
            if (status.contains("Status: active")) {
                return Ufw.parse(
                        status, Iptables.saved(host, "iptables-save") + Iptables.saved(host, "ip6tables-save"));
            }
        }
        return kernels(host);
    }

    /**
     * The kernel has rules of iptables and of nftables side by side, and a connection has to get past both. nft shows
     * most of the former too, without the conditions that only iptables has a word for.
     */
    private static Firewall kernels(ExaminedHost host) {
        HostShell shell = host.shell();
        Optional<JsonNode> rules = shell.has("nft")
                ? Optional.of(Nftables.read(shell.rootOutput("nft", "-j", "list", "ruleset")))
                : Optional.empty();
        boolean six = HostAddresses.of(host).hasGlobal6();
        Optional<Firewall> iptables = shell.has("iptables-save")
                ? Optional.of(Iptables.read(host)).filter(one -> one.kind == Kind.IPTABLES)
                : Optional.empty();
        Optional<Firewall> nftables = rules.map(all -> new Nftables(all, iptables.isEmpty()))
                .filter(Nftables::isUsed)
                .map(all -> new Firewall(Kind.NFTABLES, ports -> all.judge(ports, six)));
        if (nftables.isPresent() && iptables.isPresent()) {
            return new Firewall(
                    Kind.NFTABLES,
                    ports -> Judgement.inSeries(
                            List.of(nftables.get().at(ports), iptables.get().at(ports))));
        }
        return nftables.or(() -> iptables).orElseGet(() -> new Firewall(Kind.NONE, ports -> Judgement.NOBODY_ASKS));
    }

    Judgement at(PortRange ports) {
        return at.apply(ports);
    }
}
