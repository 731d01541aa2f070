package io.jenkins.plugins.libvirtmigration.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes an instant for people and, in its attribute, for programs; in UTC, since hosts and readers differ. */
final class PointInTime {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final HtmlWriter html;

    PointInTime(HtmlWriter html) {
        this.html = html;
    }

    void write(Instant instant) {
        if (instant == null) {
            html.unknown();
        } else {
            html.tag("time").with("datetime", instant).of(FORM.format(instant));
        }
    }
}
