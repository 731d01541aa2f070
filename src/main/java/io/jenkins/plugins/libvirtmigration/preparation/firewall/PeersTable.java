package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.daemon.ListeningSockets;
import io.jenkins.plugins.libvirtmigration.preparation.daemon.ListeningSockets.Listener;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Action;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.FileChange;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.preparation.host.UndoStack;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table of nftables of our own: data ports for the peers, everything else as it was. Peers of earlier runs stay in it.
 * Answers to the host's own connections are let in first, for the range is within the kernel's ports for those.
 */
final class PeersTable implements Action {
    static final String NAME = "libvirt_migration";
    private static final String FILE = "/etc/nftables/libvirt-migration.nft";
    private static final String INCLUDE = "include \"" + FILE + "\"";

    /** What the distributions' nftables.service loads: RHEL's, Debian's. */
    private static final List<String> MAIN = List.of("/etc/sysconfig/nftables.conf", "/etc/nftables.conf");

    private static final Pattern ELEMENTS = Pattern.compile("elements = \\{([^}]*)}");

    private final ExaminedHost host;
    private final PortRange ports;
    private final Optional<String> before;
    private final Set<String> peers;

    private PeersTable(ExaminedHost host, PortRange ports, Optional<String> before, Set<String> peers) {
        this.host = host;
        this.ports = ports;
        this.before = before;
        this.peers = peers;
    }

    static PeersTable of(ExaminedHost host, Surroundings around, PortRange ports) {
        Optional<String> before = host.shell().read(FILE);
        Set<String> peers = new TreeSet<>(Peers.addresses(host, around));
        peers.addAll(elements(before.orElse("")));
        return new PeersTable(host, ports, before, peers);
    }

    /** Whether an earlier run made it. */
    static boolean isThere(ExaminedHost host) {
        return host.shell().read(FILE).isPresent();
    }

    static Set<String> elements(String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = ELEMENTS.matcher(text);
        while (matcher.find()) {
            found.addAll(List.of(matcher.group(1).strip().split("\\s*,\\s*")));
        }
        return found;
    }

    static String text(PortRange ports, Set<String> peers) {
        return "# Written by libvirt-migration: the data ports of migrations are open to the peers only.\n"
                + "table inet " + NAME + "\n"
                + "delete table inet " + NAME + "\n"
                + "table inet " + NAME + " {\n"
                + set(
                        "peers4",
                        "ipv4_addr",
                        peers.stream().filter(peer -> !peer.contains(":")).toList())
                + set(
                        "peers6",
                        "ipv6_addr",
                        peers.stream().filter(peer -> peer.contains(":")).toList())
                + "    chain input {\n"
                + "        type filter hook input priority 0; policy accept;\n"
                + "        iifname \"lo\" accept\n"
                + "        ct state established,related accept\n"
                + "        tcp dport " + ports + " ip saddr @peers4 accept\n"
                + "        tcp dport " + ports + " ip6 saddr @peers6 accept\n"
                + "        tcp dport " + ports + " drop\n"
                + "    }\n"
                + "}\n";
    }

    private static String set(String name, String type, List<String> elements) {
        return "    set " + name + " { type " + type + ";"
                + (elements.isEmpty() ? "" : " elements = { " + String.join(", ", elements) + " };") + " }\n";
    }

    /** The file is as it should be, the kernel has it, and it is loaded when the host starts. */
    boolean isInForce() {
        if (!before.equals(Optional.of(text(ports, peers)))) {
            return false;
        }
        CommandOutput table = host.shell().asRoot("nft", "list", "table", "inet", NAME);
        return table.succeeded()
                && elements(table.output()).containsAll(peers)
                && table.output().contains("dport " + ports + " drop")
                && host.shell().read(main()).orElse("").contains(INCLUDE);
    }

    String describe() {
        return String.join(", ", peers);
    }

    @Override
    public String perform() {
        refuseOthersPorts();
        String main = main();
        Optional<String> mainBefore = host.shell().read(main);
        String text = mainBefore.orElse("");
        FileChange table = new FileChange(FILE, before, text(ports, peers), "0644");
        FileChange include =
                new FileChange(main, mainBefore, text.contains(INCLUDE) ? text : ended(text) + INCLUDE + "\n", "0644");
        UndoStack undo = new UndoStack();
        try {
            if (table.isNeeded()) {
                undo.push(table.make(host.shell()));
            }
            must("nft", "-c", "-f", FILE);
            if (include.isNeeded()) {
                undo.push(include.make(host.shell()));
                must("nft", "-c", "-f", main);
            }
            // All or nothing, by nft itself.
            must("nft", "-f", FILE);
        } catch (IllegalStateException | NotSeenException e) {
            throw undo.after(e, "the rules are as they were");
        }
        return table.diff() + (include.isNeeded() ? "\n" + include.diff() : "") + "\n" + loadedAtStart(text);
    }

    /** Where the service is off, turning it on could bring rules of others to life, or flush what others load at start. */
    private String loadedAtStart(String text) {
        if (host.shell().asRoot("systemctl", "is-enabled", "nftables.service").succeeded()) {
            return "nftables.service loads it at start";
        }
        if (hasOthers(text)) {
            return "nftables.service is off, and " + main() + " has rules of others: turn it on once they are right";
        }
        Optional<String> saved = SavedRules.of(host.shell(), false)
                .path()
                .or(() -> SavedRules.of(host.shell(), true).path());
        if (saved.isPresent()) {
            return "nftables.service is off, and what " + main() + " flushes at its start could be what " + saved.get()
                    + " has loaded: see that one of them loads all rules";
        }
        return host.shell().asRoot("systemctl", "enable", "nftables.service").succeeded()
                ? "enabled nftables.service"
                : "not loaded at start: let the host load " + main();
    }

    /** Rules that turn something away, or files that may have some; a comment has none. */
    private static boolean hasOthers(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("#.*", ""))
                .filter(line -> !line.contains(INCLUDE))
                .anyMatch(line -> line.matches(".*\\b(drop|reject|include)\\b.*"));
    }

    /** GlusterFS's bricks, for one, use ports from 49152 on: they must not be shut out. */
    private void refuseOthersPorts() {
        List<Listener> others = ListeningSockets.now(host).between(ports.first(), ports.last()).stream()
                .filter(one -> !one.process().startsWith("qemu") && !one.isLoopback())
                .toList();
        if (!others.isEmpty()) {
            throw new IllegalStateException("nothing was changed, since others listen within ports " + ports + ": "
                    + others.stream().map(Listener::toString).collect(Collectors.joining(", "))
                    + ". Move migration_port_min and migration_port_max in qemu.conf out of their way");
        }
    }

    private String main() {
        return MAIN.stream()
                .filter(path -> host.shell().asRoot("test", "-e", path).succeeded())
                .findFirst()
                .orElse(MAIN.get(1));
    }

    private static String ended(String text) {
        if (text.isEmpty()) {
            return "#!/usr/sbin/nft -f\n";
        }
        return text.endsWith("\n") ? text : text + "\n";
    }

    private void must(String... words) {
        CommandOutput said = host.shell().asRoot(words);
        if (!said.succeeded()) {
            throw new IllegalStateException(String.join(" ", words) + " failed: " + HostShell.firstLine(said.errors()));
        }
    }
}
