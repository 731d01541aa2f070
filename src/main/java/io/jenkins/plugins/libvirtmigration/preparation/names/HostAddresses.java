package io.jenkins.plugins.libvirtmigration.preparation.names;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host's own addresses, those of the loopback interface left out.
 *
 * @param lasting those that it is known by to others and has tomorrow too: no private ones of IPv6 (RFC 8981), none of
 *     bridges and ends that containers and libvirt's own networks have on every host
 */
public record HostAddresses(Set<String> addresses, Set<String> lasting) {
    /** {@code 2: eth0    inet 10.77.0.11/24 brd 10.77.0.255 scope global eth0\ ...} */
    private static final Pattern LINE = Pattern.compile("^[0-9]+: (\\S+)\\s+inet6? ([0-9A-Fa-f.:]+)(?:/| peer)(.*)");

    private static final Pattern INNER =
            Pattern.compile("(docker|virbr|veth|cni|podman|lxcbr|lxdbr).*|br-[0-9a-f]{12}");
    private static final Pattern PASSING = Pattern.compile(".*\\b(temporary|deprecated|tentative|dadfailed)\\b.*");

    public static HostAddresses of(ExaminedHost host) {
        return host.fact(HostAddresses.class, read -> parse(read.shell().output("ip", "-o", "address", "show")));
    }

    static HostAddresses parse(String output) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> lasting = new LinkedHashSet<>();
        output.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            if (!line.group(1).equals("lo")) {
                found.add(line.group(2));
                boolean passing = INNER.matcher(line.group(1)).matches()
                        || PASSING.matcher(line.group(3)).matches();
                if (!passing && !line.group(2).startsWith("fe80:")) {
                    lasting.add(line.group(2));
                }
            }
        });
        return new HostAddresses(found, lasting);
    }

    /** Whether others can reach it by IP version 6. */
    public boolean hasGlobal6() {
        return addresses.stream().anyMatch(address -> address.contains(":") && !address.startsWith("fe80:"));
    }
}
