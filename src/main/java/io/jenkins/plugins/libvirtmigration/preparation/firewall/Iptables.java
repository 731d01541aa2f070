package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code iptables-save -t filter}. */
final class Iptables {
    private static final Pattern PORTS = Pattern.compile("--dports? ([0-9:,]+)");

    /** Turns away whatever came as far as this rule. */
    private static final Pattern ALL_ELSE = Pattern.compile("-A INPUT -j (?:DROP|REJECT)(?: --reject-with \\S+)?");

    private Iptables() {}

    static Firewall parse(String output) {
        List<Opening> open = new ArrayList<>();
        List<String> rules = output.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("-A "))
                .toList();
        for (String rule : rules) {
            Matcher ports = PORTS.matcher(rule);
            if (rule.endsWith("-j ACCEPT") && !rule.contains(" -s ") && !rule.contains("-i lo") && ports.find()) {
                for (String port : ports.group(1).split(",")) {
                    open.add(new Opening(PortRange.parse(port), rule));
                }
            }
        }
        boolean denies = output.contains(":INPUT DROP") || rules.stream().anyMatch(ALL_ELSE.asMatchPredicate());
        return new Firewall(rules.isEmpty() && !denies ? Kind.NONE : Kind.IPTABLES, denies, open);
    }
}
