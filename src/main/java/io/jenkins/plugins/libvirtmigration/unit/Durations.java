package io.jenkins.plugins.libvirtmigration.unit;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times with their unit: {@code 500ms}, {@code 30s}, {@code 30m}, {@code 2h}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1));

    private Durations() {}

    /** @throws IllegalArgumentException naming the text and the forms that are accepted */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a time with a unit. Write for example 500ms, 30s, 30m or 2h.");
        }
        return UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
    }

    /** As short as it is exact enough to read, cut off, never rounded up: 85 ms, 4.2 s, 3 min 20 s, 2 h 5 min. */
    public static String format(Duration duration) {
        if (duration.isNegative()) {
            return "-" + format(duration.negated());
        }
        long minutes = duration.toMinutes();
        if (duration.toSeconds() < 1) {
            return duration.toMillis() + " ms";
        }
        if (minutes < 1) {
            return duration.toSeconds() + "." + duration.toMillisPart() / 100 + " s";
        }
        return minutes < 60
                ? minutes + " min " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
}
