package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Kind;
import io.jenkins.plugins.libvirtmigration.preparation.firewall.Firewall.Opening;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code ufw status verbose}. */
final class Ufw {
    /** {@code 49152:49215/tcp            ALLOW IN    Anywhere} */
    private static final Pattern OPEN =
            Pattern.compile("([0-9:]+)(?:/tcp)?(?: \\(v6\\))?\\s+ALLOW IN\\s+Anywhere(?: \\(v6\\))?(?:\\s+#.*)?");

    private Ufw() {}

    static Firewall parse(String output) {
        List<Opening> open = output.lines()
                .map(String::strip)
                .map(OPEN::matcher)
                .filter(Matcher::matches)
                .map(line ->
                        new Opening(PortRange.parse(line.group(1)), line.group().replaceAll("\\s+", " ")))
                .toList();
        boolean denies = output.contains("Default: deny (incoming)") || output.contains("Default: reject (incoming)");
        return new Firewall(Kind.UFW, denies, open);
    }
}
