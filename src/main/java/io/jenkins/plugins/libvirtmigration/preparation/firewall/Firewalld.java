package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Opening;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code firewall-cmd --list-all-zones}: only zones that an interface is in count, for they take anybody, and the
 * default zone, which has every interface that nobody put elsewhere without being called active for it.
 */
final class Firewalld {
    private static final Pattern RICH_PORT = Pattern.compile("port port=\"([0-9-]+)\" protocol=\"tcp\"");

    private Firewalld() {}

    static Firewall read(HostShell shell) {
        return parse(
                shell.rootOutput("firewall-cmd", "--list-all-zones"),
                shell.rootOutput("firewall-cmd", "--get-default-zone").strip(),
                service -> shell.asRoot("firewall-cmd", "--info-service=" + service)
                        .output());
    }

    /** @param services what {@code --info-service} says of a name: ports of a service are not told with the zone */
    static Firewall parse(String output, String defaultZone, UnaryOperator<String> services) {
        List<Opening> open = new ArrayList<>();
        boolean denies = true;
        for (String zone : output.split("\n\\s*\n")) {
            List<String> lines = zone.lines().filter(line -> !line.isBlank()).toList();
            Map<String, String> values = values(lines);
            if (lines.isEmpty() || !counts(lines.get(0), values, defaultZone)) {
                continue;
            }
            String name = "zone " + lines.get(0).split(" ")[0];
            denies &= !values.getOrDefault("target", "").equals("ACCEPT");
            ports(values, name, open);
            for (String service : words(values, "services")) {
                ports(values(services.apply(service).lines().toList()), name + ": service " + service, open);
            }
            lines.stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("rule ") && line.endsWith("accept") && !line.contains("source "))
                    .forEach(line -> rich(line, name, open));
        }
        return new Firewall(Kind.FIREWALLD, denies, open);
    }

    private static boolean counts(String title, Map<String, String> values, String defaultZone) {
        return title.strip().split(" ")[0].equals(defaultZone)
                || title.contains("active")
                        && !values.getOrDefault("interfaces", "").isEmpty();
    }

    private static void ports(Map<String, String> values, String where, List<Opening> open) {
        for (String port : words(values, "ports")) {
            if (port.endsWith("/tcp")) {
                open.add(new Opening(PortRange.parse(port.replace("/tcp", "")), where + ": port " + port));
            }
        }
    }

    private static void rich(String line, String where, List<Opening> open) {
        Matcher matcher = RICH_PORT.matcher(line);
        if (matcher.find()) {
            open.add(new Opening(PortRange.parse(matcher.group(1)), where + ": " + line));
        }
    }

    private static Map<String, String> values(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        lines.stream()
                .map(String::strip)
                .filter(line -> line.contains(":"))
                .forEach(line -> values.put(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip()));
        return values;
    }

    private static List<String> words(Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "");
        return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
    }
}
