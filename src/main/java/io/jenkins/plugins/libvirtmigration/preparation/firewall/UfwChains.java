package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.firewall.ChainRule.Meets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code ufw status} does not show: the rules of /etc/ufw/before.rules and after.rules, as the kernel has them. Those
 * that turn away are passed over, for what they keep out the others may still let in.
 */
final class UfwChains {
    private static final Pattern RULE = Pattern.compile("-A ufw6?-(?:before|after)-input .*");

    private UfwChains() {}

    /** @param saved what iptables-save prints */
    static List<Entry> parse(String saved) {
        List<Entry> entries = new ArrayList<>();
        saved.lines()
                .map(String::strip)
                .filter(line -> RULE.matcher(line).matches())
                .forEach(line -> read(line, entries));
        return entries;
    }

    private static void read(String line, List<Entry> entries) {
        ChainRule rule = IptablesRule.parse(line);
        Meets meets =
                switch (rule.does()) {
                    case ACCEPT -> rule.meets();
                    case NOTHING, TURN_AWAY, RETURN -> Meets.NONE;
                    // Chains of ufw's own: they log, skip to the policy, or turn away what is for another host.
                    case JUMP, GO -> rule.target().startsWith("ufw") ? Meets.NONE : Meets.UNKNOWN;
                    case UNKNOWN -> Meets.UNKNOWN;
                };
        if (rule.meets() != Meets.NONE && meets != Meets.NONE) {
            List<PortRange> ports = rule.ports().isEmpty() ? List.of(PortRange.ALL) : rule.ports();
            ports.forEach(range -> entries.add(new Entry(range, meets, line)));
        }
    }
}
