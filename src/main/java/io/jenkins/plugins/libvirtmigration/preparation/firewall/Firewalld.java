package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.firewall.ChainRule.Meets;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code firewall-cmd --list-all-zones}, policies and direct rules. Of the zones those count that an interface is
 * in, for they take anybody; the default zone, which has every interface that nobody put elsewhere without being called
 * active for it; and zones for addresses of origin, for whoever has one of those.
 */
final class Firewalld {
    private static final Pattern RICH_PORT = Pattern.compile(" port port=\"([0-9-]+)\" protocol=\"(\\w+)\"");
    private static final Pattern RICH_SERVICE = Pattern.compile(" service name=\"([^\"]+)\"");
    private static final Pattern RICH_PROTOCOL = Pattern.compile(" protocol value=\"([^\"]+)\"");
    private static final Pattern RICH_SOURCE =
            Pattern.compile(" source( NOT)? address=\"([^\"]+)\"( invert=\"[^\"]*\")?");
    private static final Pattern RICH_ELSE =
            Pattern.compile("rule( priority=\"[-0-9]+\")?( family=\"ipv[46]\")?( source( NOT)? \\S+( invert=\\S+)?)?"
                    + "( log( \\w+=\"[^\"]*\")*( limit \\S+)?)?( audit( limit \\S+)?)? accept( limit \\S+)?");

    private final List<Entry> entries = new ArrayList<>();
    private final UnaryOperator<String> services;
    private boolean denies = true;

    private Firewalld(UnaryOperator<String> services) {
        this.services = services;
    }

    static Firewall read(HostShell shell) {
        // Before firewalld 0.9 there are no policies.
        CommandOutput policies = shell.asRoot("firewall-cmd", "--list-all-policies");
        return parse(
                shell.rootOutput("firewall-cmd", "--list-all-zones"),
                policies.succeeded() ? policies.output() : "",
                shell.rootOutput("firewall-cmd", "--direct", "--get-all-rules"),
                shell.rootOutput("firewall-cmd", "--get-default-zone").strip(),
                service -> shell.asRoot("firewall-cmd", "--info-service=" + service)
                        .output());
    }

    /** @param services what {@code --info-service} says of a name: ports of a service are not told with the zone */
    static Firewall parse(
            String zones, String policies, String direct, String defaultZone, UnaryOperator<String> services) {
        Firewalld read = new Firewalld(services);
        for (String zone : zones.split("\n\\s*\n")) {
            read.zone(zone.lines().filter(line -> !line.isBlank()).toList(), defaultZone);
        }
        for (String policy : policies.split("\n\\s*\n")) {
            read.policy(policy.lines().filter(line -> !line.isBlank()).toList());
        }
        List<ChainRule> rules = direct.lines().map(Firewalld::direct).toList();
        return new Firewall(Kind.FIREWALLD, ports -> {
            Judgement told = Entry.judge(read.entries, read.denies, ports);
            Chains chain = new Chains(Map.of("INPUT", rules));
            Judgement first = chain.judge("INPUT", false, ports);
            // Direct rules come first: what they turn away nobody else lets in.
            return first.guards() ? first : told.with(first.open(), first.unclear());
        });
    }

    /** {@code ipv4 filter INPUT 0 -p tcp --dport 9000 -j ACCEPT}, to be read as iptables would write it. */
    private static ChainRule direct(String line) {
        String[] words = line.strip().split("\\s+", 5);
        boolean input = words.length == 5 && words[1].equals("filter") && words[2].equals("INPUT");
        ChainRule rule = IptablesRule.parse("-A INPUT " + (input ? words[4] : ""));
        return input
                ? new ChainRule(rule.meets(), rule.ports(), rule.does(), rule.target(), "direct rule: " + line.strip())
                : rule;
    }

    private void zone(List<String> lines, String defaultZone) {
        if (lines.isEmpty()) {
            return;
        }
        Map<String, String> values = values(lines);
        String name = lines.get(0).strip().split(" ")[0];
        boolean interfaces = !values.getOrDefault("interfaces", "").isEmpty();
        if (name.equals(defaultZone) || lines.get(0).contains("active") && interfaces) {
            denies = denies && !values.getOrDefault("target", "").equals("ACCEPT");
            block("zone " + name, lines, values, Meets.ALL);
            return;
        }
        Meets sources =
                Sources.any(words(values, "sources").stream().map(Sources::of).toList());
        if (sources != Meets.NONE) {
            String where = "zone " + name + " for " + values.get("sources");
            if (values.getOrDefault("target", "").equals("ACCEPT")) {
                entries.add(new Entry(PortRange.ALL, sources, where + ": target ACCEPT"));
            }
            block(where, lines, values, sources);
        }
    }

    /** Between zones, of which the host itself is one. */
    private void policy(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).contains("active")) {
            return;
        }
        Map<String, String> values = values(lines);
        if (words(values, "egress-zones").contains("HOST")) {
            String where = "policy " + lines.get(0).strip().split(" ")[0];
            if (values.getOrDefault("target", "").equals("ACCEPT")) {
                entries.add(new Entry(PortRange.ALL, Meets.SOME, where + ": target ACCEPT"));
            }
            block(where, lines, values, Meets.SOME);
        }
    }

    private void block(String where, List<String> lines, Map<String, String> values, Meets meets) {
        ports(values, where, meets);
        for (String service : words(values, "services")) {
            service(service, where, meets);
        }
        if (words(values, "protocols").contains("tcp")) {
            entries.add(new Entry(PortRange.ALL, meets, where + ": protocol tcp"));
        }
        words(values, "source-ports").stream()
                .filter(port -> port.endsWith("/tcp"))
                .forEach(port -> entries.add(new Entry(PortRange.ALL, meets, where + ": source port " + port)));
        lines.stream()
                .map(String::strip)
                .filter(line -> line.startsWith("rule") && line.contains(" accept"))
                .forEach(line -> rich(line, where, meets));
    }

    private void ports(Map<String, String> values, String where, Meets meets) {
        for (String port : words(values, "ports")) {
            if (port.endsWith("/tcp")) {
                PortRange range = PortRange.parse(port.replace("/tcp", ""));
                entries.add(
                        range.first() == 0
                                ? new Entry(PortRange.ALL, Meets.UNKNOWN, where + ": port " + port)
                                : new Entry(range, meets, where + ": port " + port));
            }
        }
    }

    private void service(String service, String where, Meets meets) {
        Map<String, String> told = values(services.apply(service).lines().toList());
        if (!told.containsKey("ports")) {
            entries.add(new Entry(PortRange.ALL, Meets.UNKNOWN, where + ": service " + service));
        }
        ports(told, where + ": service " + service, meets);
        if (words(told, "protocols").contains("tcp")) {
            entries.add(new Entry(PortRange.ALL, meets, where + ": service " + service + ": protocol tcp"));
        }
        words(told, "includes").forEach(more -> service(more, where + ": service " + service, meets));
    }

    private void rich(String line, String where, Meets zone) {
        Matcher source = RICH_SOURCE.matcher(line);
        Meets from = Meets.ALL;
        if (source.find()) {
            boolean not = source.group(1) != null
                    || source.group(3) != null && !source.group(3).contains("no");
            from = not ? Meets.SOME : Sources.of(source.group(2));
        } else if (line.contains(" source ")) {
            from = Meets.UNKNOWN;
        }
        Meets meets = Sources.both(zone, from);
        String rule = where + ": " + line;
        Matcher port = RICH_PORT.matcher(line);
        Matcher service = RICH_SERVICE.matcher(line);
        Matcher protocol = RICH_PROTOCOL.matcher(line);
        if (port.find()) {
            if (port.group(2).equals("tcp")) {
                entries.add(new Entry(PortRange.parse(port.group(1)), meets, rule));
            }
        } else if (service.find()) {
            service(service.group(1), rule, meets);
        } else if (protocol.find()) {
            if (protocol.group(1).equals("tcp")) {
                entries.add(new Entry(PortRange.ALL, meets, rule));
            }
        } else if (RICH_ELSE.matcher(line).matches()) {
            entries.add(new Entry(PortRange.ALL, meets, rule));
        } else if (!line.contains(" icmp-type ") && !line.contains(" icmp-block ")) {
            entries.add(new Entry(PortRange.ALL, meets == Meets.NONE ? Meets.NONE : Meets.UNKNOWN, rule));
        }
    }

    private static Map<String, String> values(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        lines.stream()
                .map(String::strip)
                .filter(line -> line.contains(":"))
                .forEach(line -> values.putIfAbsent(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip()));
        return values;
    }

    private static List<String> words(Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "");
        return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
    }
}
