package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Action;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.host.FileChange;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets the peers at some ports, now and after the next start, with the program that owns the rules. */
final class AllowPeers implements Action {
    /** What the distributions load at start: Debian's iptables-persistent, RHEL's iptables-services. */
    private static final List<String> SAVED = List.of("/etc/iptables/rules.v4", "/etc/sysconfig/iptables");

    private static final List<String> SAVED_6 = List.of("/etc/iptables/rules.v6", "/etc/sysconfig/ip6tables");

    private final HostShell shell;
    private final Kind kind;
    private final Set<String> peers;
    private final PortRange ports;

    AllowPeers(HostShell shell, Kind kind, Set<String> peers, PortRange ports) {
        this.shell = shell;
        this.kind = kind;
        this.peers = peers;
        this.ports = ports;
    }

    @Override
    public String perform() {
        List<String> done = new ArrayList<>();
        for (String peer : peers) {
            switch (kind) {
                case FIREWALLD -> firewalld(peer, done);
                case UFW ->
                    must(done, "ufw", "allow", "proto", "tcp", "from", peer, "to", "any", "port", ports.withColon());
                case IPTABLES -> iptables(peer, done);
                default -> throw new IllegalStateException("nothing was changed: " + kind);
            }
        }
        if (kind == Kind.IPTABLES) {
            save(done);
        }
        return String.join("\n", done);
    }

    /** In the zone that takes interfaces which nobody put elsewhere; now, and permanently, each by itself. */
    private void firewalld(String peer, List<String> done) {
        String rule = "rule family=\"" + (peer.contains(":") ? "ipv6" : "ipv4") + "\" source address=\"" + peer
                + "\" port port=\"" + ports + "\" protocol=\"tcp\" accept";
        must(done, "firewall-cmd", "--permanent", "--add-rich-rule=" + rule);
        must(done, "firewall-cmd", "--add-rich-rule=" + rule);
    }

    private void iptables(String peer, List<String> done) {
        String program = peer.contains(":") ? "ip6tables" : "iptables";
        List<String> rule = List.of("INPUT", "-s", peer, "-p", "tcp", "--dport", ports.withColon(), "-j", "ACCEPT");
        if (!shell.asRoot(words(program, "-C", rule)).succeeded()) {
            must(done, words(program, "-I", rule));
        }
    }

    private void save(List<String> done) {
        save(done, "iptables-save", SAVED);
        if (peers.stream().anyMatch(peer -> peer.contains(":"))) {
            save(done, "ip6tables-save", SAVED_6);
        }
    }

    private void save(List<String> done, String program, List<String> files) {
        Optional<String> path = files.stream()
                .filter(file -> shell.asRoot("test", "-e", file).succeeded())
                .findFirst();
        if (path.isEmpty()) {
            done.add("not saved for the next start: neither " + String.join(" nor ", files) + " is there");
            return;
        }
        FileChange change = new FileChange(path.get(), shell.read(path.get()), shell.rootOutput(program), "0600");
        change.make(shell);
        done.add("saved in " + path.get());
    }

    private static String[] words(String program, String option, List<String> rule) {
        List<String> all = new ArrayList<>(List.of(program, option));
        all.addAll(rule);
        return all.toArray(String[]::new);
    }

    private void must(List<String> done, String... words) {
        CommandOutput said = shell.asRoot(words);
        if (!said.succeeded()) {
            throw new IllegalStateException(String.join(" ", words) + " failed: "
                    + HostShell.firstLine(said.errors().isBlank() ? said.output() : said.errors())
                    + (done.isEmpty() ? "; nothing was changed" : "; done before: " + String.join(", ", done)));
        }
        done.add(String.join(" ", words));
    }
}
