package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.firewall.ChainRule.Does;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.ChainRule.Meets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of {@code iptables-save}: {@code -A INPUT -s 10.0.0.0/24 -p tcp -m tcp --dport 22 -j ACCEPT}. */
final class IptablesRule {
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

    /** Targets after which the next rule is asked. */
    private static final Set<String> GOES_ON = Set.of(
            "LOG",
            "NFLOG",
            "ULOG",
            "MARK",
            "CONNMARK",
            "AUDIT",
            "TRACE",
            "SET",
            "TCPMSS",
            "CHECKSUM",
            "RATEEST",
            "CT",
            "NOTRACK",
            "TOS",
            "DSCP",
            "CLASSIFY",
            "SECMARK",
            "CONNSECMARK");

    /** Extensions whose options are judged by themselves. */
    private static final Set<String> EXTENSIONS =
            Set.of("tcp", "udp", "multiport", "conntrack", "state", "comment", "addrtype", "limit", "icmp", "icmp6");

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final List<PortRange> ports = new ArrayList<>();
    private Meets meets = Meets.ALL;
    private int next;

    private IptablesRule(String text) {
        this.text = text;
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
    }

    /** @param text from {@code -A CHAIN} on */
    static ChainRule parse(String text) {
        return new IptablesRule(text).read();
    }

    static String chain(String text) {
        return text.split("\\s+", 3)[1];
    }

    private ChainRule read() {
        next = 2;
        while (next < words.size()) {
            boolean not = words.get(next).equals("!");
            if (not) {
                next++;
            }
            String option = word();
            if (option.equals("-j") || option.equals("-g")) {
                String target = word();
                return new ChainRule(meets, ports, does(option, target), target, text);
            }
            and(condition(option, not));
        }
        // It only counts.
        return new ChainRule(meets, ports, Does.NOTHING, "", text);
    }

    private static Does does(String option, String target) {
        if (option.equals("-g")) {
            return Does.GO;
        }
        if (GOES_ON.contains(target)) {
            return Does.NOTHING;
        }
        return switch (target) {
            case "ACCEPT" -> Does.ACCEPT;
            case "DROP", "REJECT", "TARPIT" -> Does.TURN_AWAY;
            case "RETURN" -> Does.RETURN;
            case "NFQUEUE", "QUEUE", "SYNPROXY" -> Does.UNKNOWN;
            default -> Does.JUMP;
        };
    }

    private Meets condition(String option, boolean not) {
        switch (option) {
            case "-m":
                return EXTENSIONS.contains(word()) ? Meets.ALL : Meets.UNKNOWN;
            case "--comment":
                word();
                return Meets.ALL;
            case "-p":
                return protocol(word(), not);
            case "-s":
                Meets source = Sources.of(word());
                return not ? Meets.SOME : source;
            case "-i":
                return inside(word(), not);
            case "-d", "--sport", "--sports", "--limit", "--limit-burst":
                word();
                return Meets.SOME;
            case "--dport", "--dports":
                return ports(word(), not);
            case "--ctstate", "--state":
                return (List.of(word().split(",")).contains("NEW") != not) ? Meets.ALL : Meets.NONE;
            case "--dst-type":
                return word().equals("LOCAL") && !not ? Meets.ALL : Meets.UNKNOWN;
            case "--icmp-type", "--icmpv6-type":
                word();
                return Meets.NONE;
            case "--syn":
                return not ? Meets.NONE : Meets.ALL;
            case "--tcp-flags":
                return flags(word(), word(), not);
            default:
                return Meets.UNKNOWN;
        }
    }

    private static Meets protocol(String name, boolean not) {
        boolean tcp = Set.of("tcp", "6", "all", "0").contains(name);
        return tcp != not ? Meets.ALL : Meets.NONE;
    }

    private static Meets inside(String name, boolean not) {
        if (name.equals("lo")) {
            return not ? Meets.ALL : Meets.NONE;
        }
        return Meets.SOME;
    }

    private Meets ports(String list, boolean not) {
        if (not) {
            return Meets.UNKNOWN;
        }
        for (String one : list.split(",")) {
            PortRange range = PortRange.parse(one);
            if (range.first() == 0) {
                return Meets.UNKNOWN;
            }
            ports.add(range);
        }
        return Meets.ALL;
    }

    /** A new connection begins with SYN and no other of these. */
    private static Meets flags(String mask, String set, boolean not) {
        boolean begins = set.equals("SYN") && List.of(mask.split(",")).contains("SYN");
        return begins && !not ? Meets.ALL : Meets.UNKNOWN;
    }

    private void and(Meets condition) {
        meets = Sources.both(meets, condition);
    }

    private String word() {
        return next < words.size() ? words.get(next++) : "";
    }
}
