package io.jenkins.plugins.libvirtmigration.preparation.names;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a host takes a name for, by its own order of /etc/hosts, DNS and whatever else it asks. */
public final class Resolution {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final int NOT_FOUND = 2;
    private static final int IPV6_BYTES = 16;

    private Resolution() {}

    /** A hypervisor tells its own name, so it is looked at before it is used anywhere. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && !isLiteral(text);
    }

    public static boolean isLiteral(String text) {
        return LITERAL.matcher(text).matches();
    }

    public static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.startsWith("::ffff:127.");
    }

    /**
     * An address in the form that Linux's own programs print (RFC 5952), so that two are the same where their texts are;
     * a name as it is.
     */
    public static String canonical(String text) {
        if (!text.contains(":") || !isLiteral(text)) {
            return text;
        }
        try {
            // A literal is never asked of a name server.
            byte[] bytes = InetAddress.getByName(text).getAddress();
            return bytes.length == IPV6_BYTES ? shortest(bytes) : text;
        } catch (UnknownHostException e) {
            return text;
        }
    }

    /** The first of the longest runs of zero groups, of two at least, becomes two colons. */
    private static String shortest(byte[] bytes) {
        String[] groups = new String[IPV6_BYTES / 2];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = Integer.toHexString((bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff);
        }
        int start = 0;
        int longest = 1;
        for (int from = 0; from < groups.length; from++) {
            int to = from;
            while (to < groups.length && groups[to].equals("0")) {
                to++;
            }
            if (to - from > longest) {
                longest = to - from;
                start = from;
            }
        }
        if (longest < 2) {
            return String.join(":", groups);
        }
        List<String> all = List.of(groups);
        return String.join(":", all.subList(0, start)) + "::"
                + String.join(":", all.subList(start + longest, groups.length));
    }

    /** The addresses of a name as that host sees them, none where it does not know the name. */
    public static Set<String> on(ExaminedHost host, String name) {
        if (isLiteral(name)) {
            return Set.of(canonical(name));
        }
        CommandOutput said = host.shell().run("getent", "ahosts", name);
        if (!said.succeeded() && said.exitStatus() != NOT_FOUND) {
            throw new NotSeenException(
                    "getent ended with " + said.exitStatus() + " for " + name,
                    "See whether " + host.name() + " has getent.");
        }
        return parse(said.output());
    }

    static Set<String> parse(String output) {
        Set<String> addresses = new LinkedHashSet<>();
        output.lines()
                .map(line -> line.split("\\s+")[0])
                .filter(Resolution::isLiteral)
                .forEach(addresses::add);
        return addresses;
    }
}
