package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Opening;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code firewall-cmd --list-all-zones}: only zones that an interface is in count, for they take anybody. */
final class Firewalld {
    private static final Pattern RICH_PORT = Pattern.compile("port port=\"([0-9-]+)\" protocol=\"tcp\"");

    private Firewalld() {}

    static Firewall parse(String output) {
        List<Opening> open = new ArrayList<>();
        boolean denies = true;
        for (String zone : output.split("\n\\s*\n")) {
            List<String> lines = zone.strip().lines().toList();
            if (lines.isEmpty() || !lines.get(0).contains("(") || !lines.get(0).contains("active")) {
                continue;
            }
            Map<String, String> values = new HashMap<>();
            lines.stream()
                    .map(String::strip)
                    .filter(line -> line.contains(":"))
                    .forEach(line -> values.put(
                            line.substring(0, line.indexOf(':')),
                            line.substring(line.indexOf(':') + 1).strip()));
            if (values.getOrDefault("interfaces", "").isEmpty()) {
                continue;
            }
            String name = "zone " + lines.get(0).split(" ")[0];
            if (values.getOrDefault("target", "").equals("ACCEPT")) {
                denies = false;
            }
            for (String port : values.getOrDefault("ports", "").split("\\s+")) {
                if (port.endsWith("/tcp")) {
                    open.add(new Opening(PortRange.parse(port.replace("/tcp", "")), name + ": port " + port));
                }
            }
            lines.stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("rule ") && line.endsWith("accept") && !line.contains("source "))
                    .forEach(line -> {
                        Matcher matcher = RICH_PORT.matcher(line);
                        if (matcher.find()) {
                            open.add(new Opening(PortRange.parse(matcher.group(1)), name + ": " + line));
                        }
                    });
        }
        return new Firewall(Kind.FIREWALLD, denies, open);
    }
}
