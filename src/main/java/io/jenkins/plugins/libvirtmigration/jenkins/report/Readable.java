package io.jenkins.plugins.libvirtmigration.jenkins.report;

import io.jenkins.plugins.libvirtmigration.report.VisibleText;
import io.jenkins.plugins.libvirtmigration.unit.DataSize;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.time.Duration;

/** Figures and names as the pages show them, in the language of the reader. What is not known is said to be so. */
final class Readable {
    private Readable() {}

    static String millis(Long millis) {
        return millis == null ? Messages.Readable_unknown() : Durations.format(Duration.ofMillis(millis));
    }

    static String bytes(Long bytes) {
        return bytes == null || bytes < 0 ? Messages.Readable_unknown() : new DataSize(bytes).toString();
    }

    static String rate(Long bytesPerSecond) {
        return bytesPerSecond == null || bytesPerSecond < 0
                ? Messages.Readable_unknown()
                : new DataSize(bytesPerSecond) + "/s";
    }

    static String count(Long number) {
        return number == null ? Messages.Readable_unknown() : number.toString();
    }

    /** What remains of what there is: "1.2 GiB of 4.0 GiB". */
    static String remaining(Long remaining, Long total) {
        if (remaining == null) {
            return Messages.Readable_unknown();
        }
        return total == null ? bytes(remaining) : Messages.Readable_of(bytes(remaining), bytes(total));
    }

    /** A name or a sentence of somebody else: nothing in it hides, or turns the direction of writing. */
    static String name(String name) {
        return name == null ? Messages.Readable_unknown() : VisibleText.onOneLine(name);
    }

    /** The same where nothing is shown for what is not there. */
    static String text(String text) {
        return text == null ? "" : VisibleText.of(text);
    }
}
