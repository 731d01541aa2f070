package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host's iSCSI: targets with a session now, and nodes that open-iscsi has on record.
 *
 * @param available whether iscsiadm is there
 */
record Iscsi(boolean available, Set<String> sessions, List<Node> nodes) {
    /** {@code tcp: [1] 10.0.0.5:3260,1 iqn.2013-01.org.example:kvm (non-flash)} */
    private static final Pattern SESSION = Pattern.compile("\\S+: \\[[0-9]+] (\\S+) (\\S+)(?: .*)?");

    /** A record of open-iscsi, {@code node.*}; passwords are not in it. */
    record Node(String target, String startup, String authentication) {}

    static Iscsi of(ExaminedHost host) {
        return host.fact(Iscsi.class, read -> {
            if (!read.shell().has("iscsiadm")) {
                return new Iscsi(false, Set.of(), List.of());
            }
            CommandOutput sessions = read.shell().asRoot("iscsiadm", "-m", "session");
            CommandOutput nodes = read.shell().asRoot("iscsiadm", "-m", "node", "-o", "show");
            return new Iscsi(true, sessions(sessions.output()), nodes(nodes.output()));
        });
    }

    static Set<String> sessions(String output) {
        Set<String> targets = new TreeSet<>();
        output.lines().map(SESSION::matcher).filter(Matcher::matches).forEach(line -> targets.add(line.group(2)));
        return targets;
    }

    static List<Node> nodes(String output) {
        List<Node> nodes = new ArrayList<>();
        for (String block : output.split("# END RECORD")) {
            Map<String, String> values = new HashMap<>();
            block.lines()
                    .filter(line -> line.contains(" = "))
                    .forEach(line -> values.put(
                            line.substring(0, line.indexOf(" = ")).strip(),
                            line.substring(line.indexOf(" = ") + 3).strip()));
            if (values.containsKey("node.name")) {
                nodes.add(new Node(
                        values.get("node.name"),
                        values.getOrDefault("node.startup", ""),
                        values.getOrDefault("node.session.auth.authmethod", "")));
            }
        }
        return nodes;
    }
}
