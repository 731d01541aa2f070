package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Opening;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.names.HostAddresses;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code iptables-save -t filter}, and its sister for IP version 6 where the host has such addresses. */
final class Iptables {
    private static final Pattern PORTS = Pattern.compile("--dports? ([0-9:,]+)");

    /** Turns away whatever came as far as this rule. */
    private static final Pattern ALL_ELSE = Pattern.compile("-A INPUT -j (?:DROP|REJECT)(?: --reject-with \\S+)?");

    private Iptables() {}

    static Firewall read(ExaminedHost host) {
        Firewall four = parse(saved(host, "iptables-save"));
        boolean six = HostAddresses.of(host).addresses().stream()
                .anyMatch(address -> address.contains(":") && !address.startsWith("fe80:"));
        return six ? both(four, parse(saved(host, "ip6tables-save"))) : four;
    }

    private static String saved(ExaminedHost host, String program) {
        CommandOutput said = host.shell().asRoot(program, "-t", "filter");
        return said.succeeded() ? said.output() : "";
    }

    /** Whoever is turned away by the one version may come by the other. */
    static Firewall both(Firewall four, Firewall six) {
        List<Opening> open = new ArrayList<>(four.open());
        six.open().forEach(one -> open.add(new Opening(one.ports(), "IPv6: " + one.rule())));
        boolean any = four.kind() == Kind.IPTABLES || six.kind() == Kind.IPTABLES;
        return new Firewall(any ? Kind.IPTABLES : Kind.NONE, four.deniesByDefault() && six.deniesByDefault(), open);
    }

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
