package io.jenkins.plugins.libvirtmigration.preparation.names;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host's clock against ours, by Cristian's algorithm: the host answered somewhere between question and answer, so the
 * offset is known to half the time that the answer took.
 *
 * @param offset how far the host is ahead of us
 * @param uncertainty the offset may be wrong by this
 * @param zone as {@code +0100}
 */
public record ClockReading(Duration offset, Duration uncertainty, String zone) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12}\\.[0-9]{9}) ([+-][0-9]{4})");

    public static ClockReading of(ExaminedHost host) {
        return host.fact(ClockReading.class, read -> {
            Instant asked = Instant.now();
            String output = read.shell().output("date", "+%s.%N %z");
            return parse(asked, output, Instant.now());
        });
    }

    static ClockReading parse(Instant asked, String output, Instant answered) {
        Matcher matcher = FORM.matcher(output.strip());
        if (!matcher.matches()) {
            throw new NotSeenException("date did not tell the time", "See what date prints on that host.");
        }
        BigDecimal seconds = new BigDecimal(matcher.group(1));
        Instant told = Instant.ofEpochSecond(
                seconds.longValue(),
                seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
        Duration half = Duration.between(asked, answered).dividedBy(2);
        return new ClockReading(Duration.between(asked.plus(half), told), half, matcher.group(2));
    }
}
