package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.unit.DataSize;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.time.Duration;
import java.util.Locale;

/**
 * A figure for people.
 *
 * @param text rounded, with a unit
 * @param exact the whole number with its unit; null for what is not known
 */
record Figure(String text, String exact) {
    static final Figure UNKNOWN = new Figure("not known", null);

    static Figure millis(Long millis) {
        return millis == null
                ? UNKNOWN
                : new Figure(Durations.format(Duration.ofMillis(millis)), grouped(millis) + " ms");
    }

    static Figure bytes(Long bytes) {
        return bytes == null || bytes < 0
                ? UNKNOWN
                : new Figure(new DataSize(bytes).toString(), grouped(bytes) + " bytes");
    }

    static Figure rate(Long bytesPerSecond) {
        return bytesPerSecond == null || bytesPerSecond < 0
                ? UNKNOWN
                : new Figure(new DataSize(bytesPerSecond) + "/s", grouped(bytesPerSecond) + " bytes a second");
    }

    /** The average of a move; not known where either figure is not, or where no time went by. */
    static Figure averageRate(Long bytes, Long millis) {
        return bytes == null || bytes < 0 || millis == null || millis <= 0
                ? UNKNOWN
                : rate((long) (bytes * 1_000.0 / millis));
    }

    static Figure count(Long number) {
        return number == null ? UNKNOWN : new Figure(grouped(number), grouped(number));
    }

    static Figure percent(Long number) {
        return number == null ? UNKNOWN : new Figure(number + " %", number + " %");
    }

    private static String grouped(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }
}
