package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.host.FileChange;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of iptables that a distribution loads at start: of Debian's iptables-persistent, of RHEL's iptables-services.
 * What others have in the kernel at the moment, docker or fail2ban, is not theirs to be loaded then, so only our own
 * lines are put in.
 *
 * @param path of the file, empty where there is none
 */
record SavedRules(Optional<String> path, Optional<String> text, boolean six) {
    private static final List<String> FILES = List.of("/etc/iptables/rules.v4", "/etc/sysconfig/iptables");
    private static final List<String> FILES_6 = List.of("/etc/iptables/rules.v6", "/etc/sysconfig/ip6tables");

    static SavedRules of(HostShell shell, boolean six) {
        for (String file : six ? FILES_6 : FILES) {
            Optional<String> text = shell.read(file);
            if (text.isPresent()) {
                return new SavedRules(Optional.of(file), text, six);
            }
        }
        return new SavedRules(Optional.empty(), Optional.empty(), six);
    }

    String whyNot() {
        return path.map(file -> file + " has no rules for INPUT in a table filter")
                .orElse("neither " + String.join(" nor ", six ? FILES_6 : FILES) + " is there");
    }

    /** As iptables-save writes it. */
    static String line(String peer, PortRange ports) {
        return "-A INPUT -s " + peer + (peer.contains(":") ? "/128" : "/32") + " -p tcp -m tcp --dport "
                + ports.withColon() + " -j ACCEPT";
    }

    boolean has(String line) {
        return text.orElse("").lines().map(String::strip).anyMatch(line::equals);
    }

    /** The file with these peers let in before all others are judged; empty where there is no place for it. */
    Optional<FileChange> with(List<String> peers, PortRange ports) {
        List<String> lines = new ArrayList<>(text.orElse("").lines().toList());
        int place = place(lines);
        if (place < 0) {
            return Optional.empty();
        }
        lines.addAll(
                place,
                peers.stream()
                        .map(peer -> line(peer, ports))
                        .filter(line -> !has(line))
                        .toList());
        return Optional.of(new FileChange(path.orElseThrow(), text, String.join("\n", lines) + "\n", "0600"));
    }

    /** Before the first rule of the table filter for INPUT, else at that table's end. */
    private static int place(List<String> lines) {
        int begin = lines.indexOf("*filter");
        for (int i = begin; begin >= 0 && i < lines.size(); i++) {
            if (lines.get(i).startsWith("-A INPUT ") || lines.get(i).strip().equals("COMMIT")) {
                return i;
            }
        }
        return -1;
    }
}
