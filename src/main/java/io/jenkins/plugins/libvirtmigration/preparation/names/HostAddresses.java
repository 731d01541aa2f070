package io.jenkins.plugins.libvirtmigration.preparation.names;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host's own addresses, those of the loopback interface left out. */
public record HostAddresses(Set<String> addresses) {
    /** {@code 2: eth0    inet 10.77.0.11/24 brd 10.77.0.255 scope global eth0\ ...} */
    private static final Pattern LINE = Pattern.compile("^[0-9]+: (\\S+)\\s+inet6? ([0-9A-Fa-f.:]+)(?:/| peer).*");

    public static HostAddresses of(ExaminedHost host) {
        return host.fact(HostAddresses.class, read -> parse(read.shell().output("ip", "-o", "address", "show")));
    }

    static HostAddresses parse(String output) {
        Set<String> found = new LinkedHashSet<>();
        output.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            if (!line.group(1).equals("lo")) {
                found.add(line.group(2));
            }
        });
        return new HostAddresses(found);
    }
}
