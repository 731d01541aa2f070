package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Action;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.host.FileChange;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.preparation.host.UndoStack;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets the peers at some ports, now and after the next start, with the program that owns the rules. Rules that do not
 * help are taken out again.
 */
final class AllowPeers implements Action {
    private static final Pattern DEVICE = Pattern.compile("(?s).*\\bdev (\\S+).*");
    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_-]{1,17}");

    private final HostShell shell;
    private final Kind kind;
    private final Set<String> peers;
    private final PortRange ports;
    private final BooleanSupplier reached;
    private final List<String> done = new ArrayList<>();
    private final UndoStack undo = new UndoStack();

    /** @param reached whether the port that was not is reached now */
    AllowPeers(HostShell shell, Kind kind, Set<String> peers, PortRange ports, BooleanSupplier reached) {
        this.shell = shell;
        this.kind = kind;
        this.peers = peers;
        this.ports = ports;
        this.reached = reached;
    }

    @Override
    public String perform() {
        try {
            for (String peer : peers) {
                switch (kind) {
                    case FIREWALLD -> firewalld(peer);
                    case UFW -> ufw(peer);
                    case IPTABLES -> iptables(peer);
                    default -> throw new IllegalStateException("no rules of " + kind + " are made here");
                }
            }
            if (!reached.getAsBoolean()) {
                throw new IllegalStateException("the port was not reached with it either: " + String.join(", ", done));
            }
            if (kind == Kind.IPTABLES) {
                save();
            }
        } catch (IllegalStateException | NotSeenException e) {
            if (undo.isEmpty()) {
                throw new IllegalStateException(e.getMessage() + "; nothing was changed", e);
            }
            throw undo.after(e, "the rules are as they were");
        }
        return String.join("\n", done);
    }

    /** In the zone that the way to the peer goes through; now, and permanently, each by itself. */
    private void firewalld(String peer) {
        String rule = "rule family=\"" + (peer.contains(":") ? "ipv6" : "ipv4") + "\" source address=\"" + peer
                + "\" port port=\"" + ports + "\" protocol=\"tcp\" accept";
        List<String> zone = zone(peer);
        firewalld(List.of("--permanent"), zone, rule);
        firewalld(List.of(), zone, rule);
    }

    private void firewalld(List<String> where, List<String> zone, String rule) {
        if (!shell.asRoot(firewallCmd(where, zone, "--query-rich-rule=" + rule)).succeeded()) {
            must(firewallCmd(where, zone, "--add-rich-rule=" + rule));
            undo.push(() -> shell.rootOutput(firewallCmd(where, zone, "--remove-rich-rule=" + rule)));
        }
    }

    private static String[] firewallCmd(List<String> where, List<String> zone, String last) {
        List<String> all = new ArrayList<>(List.of("firewall-cmd"));
        all.addAll(where);
        all.addAll(zone);
        all.add(last);
        return all.toArray(String[]::new);
    }

    /** None where the interface is in the default zone, which needs no name. */
    private List<String> zone(String peer) {
        Matcher device =
                DEVICE.matcher(shell.run("ip", "-o", "route", "get", peer).output());
        if (!device.matches()) {
            return List.of();
        }
        CommandOutput zone = shell.asRoot("firewall-cmd", "--get-zone-of-interface=" + device.group(1));
        String name = zone.output().strip();
        return zone.succeeded() && ZONE.matcher(name).matches() ? List.of("--zone=" + name) : List.of();
    }

    private void ufw(String peer) {
        List<String> rule = List.of("allow", "proto", "tcp", "from", peer, "to", "any", "port", ports.withColon());
        if (!must(words("ufw", List.of(), rule)).contains("Skipping")) {
            undo.push(() -> shell.rootOutput(words("ufw", List.of("--force", "delete"), rule)));
        }
    }

    private void iptables(String peer) {
        String program = peer.contains(":") ? "ip6tables" : "iptables";
        List<String> rule = List.of("INPUT", "-s", peer, "-p", "tcp", "--dport", ports.withColon(), "-j", "ACCEPT");
        if (!shell.asRoot(words(program, List.of("-C"), rule)).succeeded()) {
            must(words(program, List.of("-I"), rule));
            undo.push(() -> shell.rootOutput(words(program, List.of("-D"), rule)));
        }
    }

    private void save() {
        save(false, peers.stream().filter(peer -> !peer.contains(":")).toList());
        save(true, peers.stream().filter(peer -> peer.contains(":")).toList());
    }

    private void save(boolean six, List<String> whom) {
        if (whom.isEmpty()) {
            return;
        }
        SavedRules saved = SavedRules.of(shell, six);
        Optional<FileChange> change = saved.with(whom, ports);
        if (change.isEmpty()) {
            done.add("not saved for the next start: " + saved.whyNot());
        } else if (change.get().isNeeded()) {
            undo.push(change.get().make(shell));
            done.add(change.get().diff());
        }
    }

    private static String[] words(String program, List<String> options, List<String> rule) {
        List<String> all = new ArrayList<>(List.of(program));
        all.addAll(options);
        all.addAll(rule);
        return all.toArray(String[]::new);
    }

    private String must(String... words) {
        CommandOutput said = shell.asRoot(words);
        if (!said.succeeded()) {
            throw new IllegalStateException(String.join(" ", words) + " failed: "
                    + HostShell.firstLine(said.errors().isBlank() ? said.output() : said.errors()));
        }
        done.add(String.join(" ", words));
        return said.output();
    }
}
