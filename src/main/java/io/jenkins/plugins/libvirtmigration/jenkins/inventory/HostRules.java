package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.ssh.HostKeys;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What each field of a host in the inventory may hold: the same for the form, Configuration as Code and what is read
 * from disk. Each rule returns the value as it is kept, and throws IllegalArgumentException naming the value, the
 * reason and what to write instead.
 */
final class HostRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern LABELS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*( [A-Za-z0-9][A-Za-z0-9._-]*)*");
    private static final int HIGHEST_PORT = 65535;

    private HostRules() {}

    static String name(String text) {
        String name = text == null ? "" : text.strip();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(Messages.HostRules_name(Shown.text(name)));
        }
        return name;
    }

    /** Only the host: the user comes with the credential, and the port has a field of its own. */
    static String address(String text) {
        String address = unbracketed(text == null ? "" : text.strip());
        if (!isHost(address)) {
            throw new IllegalArgumentException(Messages.HostRules_address(Shown.text(address)));
        }
        return address;
    }

    static int port(int port) {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(Messages.HostRules_port(String.valueOf(port)));
        }
        return port;
    }

    /** Blank is kept as blank: such a host can be looked at, and not be used. */
    static String credentialsId(String text) {
        String id = text == null ? "" : text.strip();
        if (id.startsWith("${")) {
            throw new IllegalArgumentException(Messages.HostRules_credentialsParameter(Shown.text(id)));
        }
        return id;
    }

    /** Blank is kept as blank: such a host can be looked at, and not be used. */
    static String hostKey(String text) {
        String key = text == null ? "" : text.strip();
        if (!key.isEmpty()) {
            try {
                HostKeys.pinned(key, "");
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(Messages.HostRules_hostKey(Shown.text(key)));
            }
        }
        return key;
    }

    /** Blank for none. */
    static String migrationAddress(String text) {
        String address = unbracketed(text == null ? "" : text.strip());
        if (!address.isEmpty() && !isHost(address)) {
            throw new IllegalArgumentException(Messages.HostRules_migrationAddress(Shown.text(address)));
        }
        return address;
    }

    /** Words with a blank between; blank for none. */
    static String labels(String text) {
        String labels = text == null ? "" : text.strip().replaceAll("\\s+", " ");
        if (!labels.isEmpty() && !LABELS.matcher(labels).matches()) {
            throw new IllegalArgumentException(Messages.HostRules_labels(Shown.text(labels)));
        }
        return labels;
    }

    static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    /** As {@link HypervisorAddress#parse} reads it. */
    static String reachedAt(Optional<String> user, String address, int port) {
        String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
        return user.map(name -> name + "@").orElse("") + host + ":" + port;
    }

    private static String unbracketed(String address) {
        return address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
    }

    private static boolean isHost(String address) {
        if (address.indexOf(':') >= 0 && address.indexOf(':') == address.lastIndexOf(':')) {
            return false; // a name with a port, not an IPv6 address
        }
        try {
            return HypervisorAddress.parse(reachedAt(Optional.empty(), address, HypervisorAddress.SSH_PORT))
                    .host()
                    .equals(address);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
