package io.jenkins.plugins.libvirtmigration.host;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a hypervisor's SSH server answers: {@code [user@]address[:port]}, an IPv6 address in brackets.
 *
 * <p>The pattern is strict because the address ends up in URIs: nothing but a name or an address passes.
 */
public record HypervisorAddress(Optional<String> user, String host, int port) {
    public static final int SSH_PORT = 22;

    private static final Pattern FORM = Pattern.compile("(?:([A-Za-z_][A-Za-z0-9_.-]{0,31})@)?"
            + "(?:\\[([0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9]{1,15})?)\\]|([A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})))"
            + "(?::([0-9]{1,5}))?");

    /** @throws IllegalArgumentException naming the text and the form that is wanted */
    public static HypervisorAddress parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not a host. Write [user@]address[:port], for example root@kvm-01.example.org:22;"
                    + " an IPv6 address goes in brackets.");
        }
        int port = matcher.group(4) == null ? SSH_PORT : Integer.parseInt(matcher.group(4));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("\"" + text + "\" has the port " + port + ": a port is 1 to 65535.");
        }
        String host = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        return new HypervisorAddress(Optional.ofNullable(matcher.group(1)), host, port);
    }

    /**
     * The address that has this {@link #name}, with no user.
     *
     * @throws IllegalArgumentException where no address has it
     */
    public static HypervisorAddress ofName(String name) {
        boolean version6 = name.indexOf(':') != name.lastIndexOf(':') && !name.startsWith("[");
        return parse(version6 ? "[" + name + "]" : name);
    }

    public HypervisorAddress withUser(String name) {
        return new HypervisorAddress(Optional.of(name), host, port);
    }

    /** The name used in reports: the host, with its port only where that is unusual. */
    public String name() {
        if (port == SSH_PORT) {
            return host;
        }
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
