package io.jenkins.plugins.libvirtmigration.unit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of data in bytes. */
public record DataSize(long bytes) {
    private static final Pattern FORM = Pattern.compile(Quantity.FORM + "B");
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException(bytes + " bytes: an amount of data is not negative.");
        }
    }

    /**
     * Reads {@code 10GiB}, {@code 500MB}, {@code 1024B} and their like.
     *
     * @throws IllegalArgumentException naming the text and the forms that are accepted
     */
    public static DataSize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a size with a unit. Write for example 10GiB, 512MiB or 500MB.");
        }
        return new DataSize(Quantity.bytes(matcher.group(1), matcher.group(2), Byte.SIZE, text));
    }

    /** With one decimal in the largest unit that leaves at least 1 before the point: 1.5 GiB; bytes without one. */
    @Override
    public String toString() {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double amount = bytes / 1024.0;
        int unit = 0;
        // 1023.95 would be written as 1024.0.
        while (amount >= 1023.95) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }
}
