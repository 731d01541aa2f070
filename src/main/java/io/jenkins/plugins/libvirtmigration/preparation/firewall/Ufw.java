package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code ufw status verbose}. */
final class Ufw {
    /** {@code 49152:49215/tcp on eth0     ALLOW IN    Anywhere}, with a limit of its own too. */
    private static final Pattern OPEN =
            Pattern.compile("(.*?)(?: on (\\S+))?\\s+(?:ALLOW|LIMIT) IN\\s+Anywhere(?: \\(v6\\))?(?:\\s+#.*)?");

    private static final PortRange ALL = new PortRange(1, 65535);

    private Ufw() {}

    static Firewall parse(String output) {
        List<Opening> open = new ArrayList<>();
        output.lines()
                .map(String::strip)
                .map(OPEN::matcher)
                .filter(Matcher::matches)
                .forEach(line -> {
                    String rule = line.group().replaceAll("\\s+", " ");
                    if (!"lo".equals(line.group(2))) {
                        ports(line.group(1)).forEach(ports -> open.add(new Opening(ports, rule)));
                    }
                });
        boolean denies = output.contains("Default: deny (incoming)") || output.contains("Default: reject (incoming)");
        return new Firewall(Kind.UFW, denies, open);
    }

    /** {@code 22}, {@code 80,443/tcp}, {@code 10.0.0.12 49152:49215/tcp}, {@code 22/tcp (OpenSSH)}, {@code Anywhere}. */
    private static List<PortRange> ports(String to) {
        String plain = to.replaceAll(" \\([^)]*\\)", "").strip();
        String last = plain.substring(plain.lastIndexOf(' ') + 1);
        if (last.equals("Anywhere")) {
            return List.of(ALL);
        }
        if (last.endsWith("/udp")) {
            return List.of();
        }
        List<PortRange> ports = new ArrayList<>();
        for (String one : last.replace("/tcp", "").split(",")) {
            ports.add(PortRange.parse(one));
        }
        return ports;
    }
}
