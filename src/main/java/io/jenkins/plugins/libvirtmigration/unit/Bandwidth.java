package io.jenkins.plugins.libvirtmigration.unit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rate in bytes a second. A unit is always asked for: guides mix up 100 MiB/s and 100 Mbit/s, which differ by the
 * factor 8.4.
 */
public record Bandwidth(long bytesPerSecond) {
    private static final long MEBIBYTE = 1 << 20;
    private static final Pattern FORM = Pattern.compile(Quantity.FORM + "(B|bit)/s");

    public Bandwidth {
        if (bytesPerSecond <= 0) {
            throw new IllegalArgumentException("A rate of " + bytesPerSecond + " bytes a second moves nothing.");
        }
    }

    /**
     * Reads a limit: {@code 100MiB/s}, {@code 100MB/s}, {@code 1Gbit/s} and their like.
     *
     * @throws IllegalArgumentException naming the text and the forms that are accepted, or a limit that libvirt, which
     *     counts in whole MiB/s, could only exceed
     */
    public static Bandwidth parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a rate with a unit. Write for example 100MiB/s"
                    + " (libvirt's own unit), 100MB/s or 1Gbit/s.");
        }
        int bits = matcher.group(3).equals("bit") ? 1 : Byte.SIZE;
        long bytes = Quantity.bytes(matcher.group(1), matcher.group(2), bits, text);
        if (bytes < MEBIBYTE) {
            throw new IllegalArgumentException("\"" + text + "\" is less than 1MiB/s, the smallest limit that libvirt"
                    + " can keep. Write 1MiB/s or more.");
        }
        return new Bandwidth(bytes);
    }

    /** libvirt's unit, rounded down so that the limit is kept, but never 0, which libvirt takes for "no limit". */
    public long mebibytesPerSecond() {
        return Math.max(1, bytesPerSecond / MEBIBYTE);
    }

    /** For people: 118.2 MiB/s. */
    @Override
    public String toString() {
        return new DataSize(bytesPerSecond) + "/s";
    }
}
