package io.jenkins.plugins.libvirtmigration.preparation.names;

/** How much of an address is its network's: the length of a prefix, or a mask of IP version 4. */
public final class Netmask {
    private static final int BITS = 32;
    private static final long ALL = 0xffffffffL;

    private Netmask() {}

    /** The bits of {@code 24} or {@code 255.255.255.0}, -1 for what is neither. */
    public static int bits(String mask) {
        if (mask.matches("[0-9]{1,3}")) {
            return Integer.parseInt(mask);
        }
        if (!mask.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            return -1;
        }
        long bits = 0;
        for (String part : mask.split("\\.")) {
            bits = bits << 8 | Integer.parseInt(part);
        }
        int length = Long.bitCount(bits);
        return bits == (ALL << (BITS - length) & ALL) ? length : -1;
    }
}
