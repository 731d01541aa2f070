package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import java.util.List;

/**
 * One rule of a chain, as far as it concerns a stranger's new TCP connection.
 *
 * @param meets which strangers it meets
 * @param ports that it is about, empty for all
 * @param does what becomes of whom it meets
 * @param target the chain of a jump
 * @param text for reports
 */
record ChainRule(Meets meets, List<PortRange> ports, Does does, String target, String text) {
    /** Which strangers, that is addresses that nobody has named, a rule meets. */
    enum Meets {
        NONE,
        /** By an interface, a rate, a wide network: whoever has that. */
        SOME,
        ALL,
        /** There is a condition that is not understood. */
        UNKNOWN
    }

    /** What it does. */
    enum Does {
        NOTHING,
        ACCEPT,
        TURN_AWAY,
        JUMP,
        GO,
        RETURN,
        UNKNOWN
    }

    ChainRule {
        ports = List.copyOf(ports);
    }

    boolean concerns(PortRange wanted) {
        return meets != Meets.NONE && (ports.isEmpty() || ports.stream().anyMatch(one -> one.meets(wanted)));
    }

    /** Whether it meets every stranger on every one of these ports. */
    boolean decides(PortRange wanted) {
        return meets == Meets.ALL && (ports.isEmpty() || ports.stream().anyMatch(one -> one.holds(wanted)));
    }
}
