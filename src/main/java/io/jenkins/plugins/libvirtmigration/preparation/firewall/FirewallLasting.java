package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.ChainRule.Does;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the firewall says of the data ports, it says after the next start of the host too. Looked at last, when all rules
 * are made.
 */
public final class FirewallLasting implements HostExamination {
    private static final Pattern RICH = Pattern.compile("(?m)^\\s*(rule .*\\baccept\\b.*)$");
    private static final String EXPECTED = "rules for the data ports that are there after the next start too";

    @Override
    public String id() {
        return "firewall-lasting";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id());
        PortRange data = PortRange.ofData(host);
        Kind kind = Firewall.of(host).kind();
        List<String> passing = new ArrayList<>();
        if (PeersTable.isThere(host) || kind == Kind.NFTABLES) {
            passing.addAll(ofNftables(host));
        }
        if (kind == Kind.IPTABLES || kind == Kind.NFTABLES) {
            passing.addAll(ofIptables(host.shell(), data));
        }
        if (kind == Kind.FIREWALLD) {
            passing.addAll(ofFirewalld(host.shell(), data));
        }
        return List.of(
                passing.isEmpty()
                        ? subject.passed(kind.toString(), EXPECTED)
                        : subject.warning(
                                String.join("; ", passing),
                                EXPECTED,
                                "systemctl enable nftables.service; iptables-persistent or iptables-services;"
                                        + " firewall-cmd --permanent."));
    }

    private static List<String> ofNftables(ExaminedHost host) {
        return host.shell()
                        .asRoot("systemctl", "is-enabled", "nftables.service")
                        .succeeded()
                ? List.of()
                : List.of("nftables.service is off or not there: see what loads the rules of nftables at start");
    }

    private static List<String> ofIptables(HostShell shell, PortRange data) {
        List<String> passing = new ArrayList<>(ofIptables(shell, data, "iptables-save", false));
        passing.addAll(ofIptables(shell, data, "ip6tables-save", true));
        return passing;
    }

    private static List<String> ofIptables(HostShell shell, PortRange data, String program, boolean six) {
        SavedRules saved = SavedRules.of(shell, six);
        return shell.asRoot(program, "-t", "filter")
                .output()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("-A INPUT ") && isAbout(line, data) && !saved.has(line))
                .map(line -> line + " is not in " + saved.path().orElse("any file that is loaded at start"))
                .toList();
    }

    private static boolean isAbout(String line, PortRange data) {
        ChainRule rule = IptablesRule.parse(line);
        return (rule.does() == Does.ACCEPT || rule.does() == Does.TURN_AWAY)
                && rule.ports().stream().anyMatch(data::meets);
    }

    private static List<String> ofFirewalld(HostShell shell, PortRange data) {
        List<String> lasting = rich(shell.rootOutput("firewall-cmd", "--permanent", "--list-all-zones"));
        return rich(shell.rootOutput("firewall-cmd", "--list-all-zones")).stream()
                .filter(rule -> rule.contains("port port=\"" + data + "\"") && !lasting.contains(rule))
                .map(rule -> rule + " is not permanent")
                .toList();
    }

    private static List<String> rich(String zones) {
        return RICH.matcher(zones)
                .results()
                .map(MatchResult::group)
                .map(String::strip)
                .toList();
    }
}
