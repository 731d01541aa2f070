package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;

/**
 * The address that memory and disks are sent to. It is always given to libvirt: left to itself, the destination answers
 * with its own host name, which the source then has to resolve.
 *
 * @param address a name or an IP address, an IPv6 one without brackets
 */
record Route(String address) {

    /** @throws IllegalArgumentException for what is neither a name nor an address, before it gets into a URI */
    Route {
        HypervisorAddress parsed = HypervisorAddress.parse(address.indexOf(':') < 0 ? address : "[" + address + "]");
        if (!parsed.host().equals(address) || parsed.user().isPresent()) {
            throw new IllegalArgumentException("\"" + address + "\" is not a name or an address of a host.");
        }
    }

    String uri() {
        return "tcp://" + bracketed(address);
    }

    boolean isNumeric() {
        return isNumeric(address);
    }

    static boolean isNumeric(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    /** As a URI wants a host. */
    static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /** Whether the address leads to the source itself. */
    boolean isLoopback() {
        return address.equals("localhost") || address.startsWith("127.") || address.equals("::1");
    }
}
