package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import java.util.List;
import java.util.Optional;

/**
 * What a host's firewall does with incoming TCP, as far as it can be read without running packets through it. Whether a
 * port is really reached is tried ({@link PortsReachable}); this says who else is let in.
 *
 * @param deniesByDefault what no rule lets in is turned away
 * @param open rules that let anybody in
 */
public record Firewall(Kind kind, boolean deniesByDefault, List<Opening> open) {

    /** The program that an administrator changes the rules with. */
    public enum Kind {
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

    /** A rule that accepts ports from everywhere. */
    public record Opening(PortRange ports, String rule) {}

    public Firewall {
        open = List.copyOf(open);
    }

    public static Firewall of(ExaminedHost host) {
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
                return Ufw.parse(status);
            }
        }
        return kernels(host);
    }

    /** The kernel has rules of iptables and of nftables side by side, and nft shows most of the former too. */
    private static Firewall kernels(ExaminedHost host) {
        HostShell shell = host.shell();
        Optional<JsonNode> rules = shell.has("nft")
                ? Optional.of(Nftables.read(shell.rootOutput("nft", "-j", "list", "ruleset")))
                : Optional.empty();
        if (rules.filter(Nftables::hasTablesOfItsOwn).isEmpty() && shell.has("iptables-save")) {
            Firewall iptables = Iptables.read(host);
            if (iptables.kind == Kind.IPTABLES) {
                return iptables;
            }
        }
        return rules.map(Nftables::judge).orElseGet(() -> new Firewall(Kind.NONE, false, List.of()));
    }

    /** Rules that let anybody at these ports. */
    public List<Opening> openTo(PortRange ports) {
        return open.stream().filter(one -> one.ports().meets(ports)).toList();
    }
}
