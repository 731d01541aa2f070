package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.firewall.ChainRule.Meets;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code ufw status verbose}, beside which there are {@link UfwChains}. */
final class Ufw {
    /** {@code 49152:49215/tcp on eth0     ALLOW IN    10.0.0.0/24}, with a limit of its own too. */
    private static final Pattern RULE = Pattern.compile(
            "(.*?)(?: on (\\S+))?\\s+(?:ALLOW|LIMIT) IN\\s+(\\S+(?: [0-9:,]+/tcp)?)(?: \\(v6\\))?(?: on (\\S+))?"
                    + "(?: \\(log(?:-all)?\\))?(?:\\s+#.*)?");

    private static final Pattern LETS_IN = Pattern.compile(".*\\s(?:ALLOW|LIMIT) IN\\s.*");

    private Ufw() {}

    /** @param saved what iptables-save and ip6tables-save print */
    static Firewall parse(String output, String saved) {
        List<Entry> entries = UfwChains.parse(saved);
        output.lines()
                .map(String::strip)
                .filter(line -> LETS_IN.matcher(line).matches())
                .forEach(line -> read(line, entries));
        boolean denies = output.contains("Default: deny (incoming)") || output.contains("Default: reject (incoming)");
        return new Firewall(Kind.UFW, ports -> Entry.judge(entries, denies, ports));
    }

    private static void read(String line, List<Entry> entries) {
        String rule = line.replaceAll("\\s+", " ");
        Matcher matcher = RULE.matcher(line);
        if (!matcher.matches()) {
            entries.add(new Entry(PortRange.ALL, Meets.UNKNOWN, rule));
        } else if (!"lo".equals(matcher.group(2)) && !"lo".equals(matcher.group(4))) {
            String source = matcher.group(3).split(" ")[0].split("/tcp")[0];
            Meets meets = source.equals("Anywhere") ? Meets.ALL : Sources.of(source);
            ports(matcher.group(1), meets, rule, entries);
        }
    }

    /** {@code 22}, {@code 80,443/tcp}, {@code 10.0.0.12 49152:49215/tcp}, {@code 22/tcp (OpenSSH)}, {@code Anywhere}. */
    private static void ports(String to, Meets meets, String rule, List<Entry> entries) {
        String plain = to.replaceAll(" \\([^)]*\\)", "").strip();
        String last = plain.substring(plain.lastIndexOf(' ') + 1);
        if (last.equals("Anywhere") || last.equals("Anywhere/tcp") || Sources.of(last) != Meets.UNKNOWN) {
            entries.add(new Entry(PortRange.ALL, meets, rule));
        } else if (!last.matches("\\S+/(udp|esp|ah|gre|igmp|ipv6)")) {
            for (String one : last.replace("/tcp", "").split(",")) {
                PortRange range = PortRange.parse(one);
                boolean known = range.first() > 0;
                entries.add(new Entry(
                        known ? range : PortRange.ALL, known || meets == Meets.NONE ? meets : Meets.UNKNOWN, rule));
            }
        }
    }
}
