package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.firewall.ChainRule.Meets;
import io.jenkins.plugins.libvirtmigration.preparation.names.Netmask;
import io.jenkins.plugins.libvirtmigration.preparation.names.Resolution;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an address of origin in a rule is somebody's or nearly anybody's: a network wider than a rack's is not named
 * peers.
 */
final class Sources {
    /** 254 hosts, and one link of IPv6. */
    private static final int NARROW_4 = 24;

    private static final int NARROW_6 = 64;

    private Sources() {}

    /** @param source an address, with the length of its prefix or a mask where it is a network */
    static Meets of(String source) {
        String[] parts = source.split("/", 2);
        if (!Resolution.isLiteral(parts[0])) {
            return Meets.UNKNOWN;
        }
        boolean six = parts[0].contains(":");
        int length = parts.length == 1 ? (six ? 128 : 32) : Netmask.bits(parts[1]);
        if (length < 0) {
            return Meets.UNKNOWN;
        }
        if (length == 0) {
            return Meets.ALL;
        }
        return length < (six ? NARROW_6 : NARROW_4) ? Meets.SOME : Meets.NONE;
    }

    /** Of several conditions that hold at once. */
    static Meets both(Meets one, Meets other) {
        for (Meets weakest : List.of(Meets.NONE, Meets.UNKNOWN, Meets.SOME)) {
            if (one == weakest || other == weakest) {
                return weakest;
            }
        }
        return Meets.ALL;
    }

    /** Of several origins of which any will do. */
    static Meets any(List<Meets> all) {
        List<Meets> left = new ArrayList<>(all);
        for (Meets strongest : List.of(Meets.ALL, Meets.UNKNOWN, Meets.SOME)) {
            if (left.contains(strongest)) {
                return strongest;
            }
        }
        return Meets.NONE;
    }
}
