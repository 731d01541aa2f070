package io.jenkins.plugins.libvirtmigration.preparation.names;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What a host takes a name for, by its own order of /etc/hosts, DNS and whatever else it asks. */
public final class Resolution {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final int NOT_FOUND = 2;

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

    /** The addresses of a name as that host sees them, none where it does not know the name. */
    public static Set<String> on(ExaminedHost host, String name) {
        if (isLiteral(name)) {
            return Set.of(name);
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
