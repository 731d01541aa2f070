package io.jenkins.plugins.libvirtmigration.unit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * A decimal number with a prefix, as it stands before {@code B} or {@code bit}: {@code 1.5} and {@code Gi}. Prefixes
 * without an i count in thousands, those with one in steps of 1,024 (IEC 80000-13).
 */
final class Quantity {
    /** A pattern of two groups: the number, the prefix. */
    static final String FORM = "([0-9]{1,12}(?:\\.[0-9]{1,3})?) ?((?:[KkMGTP]|[KMGTP]i)?)";

    private static final String PREFIXES = "KMGTP";
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private Quantity() {}

    /**
     * Rounded down to whole bytes.
     *
     * @throws IllegalArgumentException when it does not fit into a long, naming the text it was part of
     */
    static long bytes(String number, String prefix, int bitsInUnit, String text) {
        BigDecimal base = BigDecimal.valueOf(prefix.endsWith("i") ? 1024 : 1000);
        int power = prefix.isEmpty()
                ? 0
                : 1 + PREFIXES.indexOf(prefix.toUpperCase(Locale.ROOT).charAt(0));
        BigInteger bytes = new BigDecimal(number)
                .multiply(base.pow(power))
                .multiply(BigDecimal.valueOf(bitsInUnit))
                .divide(BigDecimal.valueOf(Byte.SIZE), 0, RoundingMode.DOWN)
                .toBigInteger();
        if (bytes.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is more than can be counted: write less than 8192 PiB.");
        }
        return bytes.longValue();
    }
}
