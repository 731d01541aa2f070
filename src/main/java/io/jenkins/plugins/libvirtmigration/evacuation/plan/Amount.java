package io.jenkins.plugins.libvirtmigration.evacuation.plan;

/**
 * What a host has of something: bytes of memory or disk, or CPUs.
 *
 * @param total a host may have nothing of it: 0
 * @param free negative where more has been promised than there is
 */
public record Amount(long total, long free) {
    /** For what is not known or not limited; far from an overflow when sums are made of it. */
    public static final Amount UNLIMITED = new Amount(Long.MAX_VALUE / 1024, Long.MAX_VALUE / 1024);

    public Amount {
        if (total < 0 || free > total) {
            throw new IllegalArgumentException(free + " free of " + total + ": no host has that.");
        }
    }

    public static Amount of(long total) {
        return new Amount(total, total);
    }

    public boolean isUnlimited() {
        return total == UNLIMITED.total;
    }

    /** With that much less free: promised to somebody. */
    public Amount minus(long amount) {
        return new Amount(total, free - amount);
    }
}
