package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.report.ProbeRecord.Silence;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The times without a reply as bands across the plots; the longest has its length written beside it. */
final class SilenceBands {
    private static final double NARROWEST = 3;
    private static final double NARROWEST_HATCHED = 10;

    private final Svg svg;
    private final String pattern;
    private final PictureText text;
    private final boolean onlyAGap;
    private final List<Silence> silences;

    /** @param pattern the id of a hatching */
    SilenceBands(Svg svg, ProbeRecord probe, String pattern, PictureText text) {
        this.svg = svg;
        this.pattern = pattern;
        this.text = text;
        this.onlyAGap = probe != null
                && probe.silences().isEmpty()
                && probe.longestGapMillis() != null
                && probe.longestGapAtMillis() != null;
        if (onlyAGap) {
            silences = List.of(new Silence(probe.longestGapAtMillis(), probe.longestGapMillis(), false));
        } else {
            silences = probe == null ? List.of() : probe.silences();
        }
    }

    /** When the last of them is over, in milliseconds. */
    long end() {
        return silences.stream().mapToLong(SilenceBands::endOf).max().orElse(0);
    }

    private static long endOf(Silence silence) {
        return Math.min(silence.atMillis(), Long.MAX_VALUE / 2) + Math.min(silence.millis(), Long.MAX_VALUE / 2);
    }

    private Optional<Silence> longest() {
        return silences.stream().max(Comparator.comparingLong(Silence::millis));
    }

    /** A sentence and a space, or nothing. */
    String description() {
        return longest()
                .map(silence -> text.of(
                                "silence.description",
                                Figure.millis(silence.millis()),
                                Figure.millis(silence.atMillis()))
                        + " ")
                .orElse("");
    }

    void write(List<Plot> plots) {
        for (Silence silence : silences) {
            for (Plot plot : plots) {
                double width = width(plot, silence);
                boolean narrow = width < NARROWEST_HATCHED;
                svg.surface(
                        narrow ? "silence narrow" : "silence",
                        Svg.rectangle(plot.x(silence.atMillis()), plot.top(), width, plot.height()),
                        narrow ? null : pattern);
            }
        }
        longest().ifPresent(silence -> label(plots.get(0), silence));
    }

    private static double width(Plot plot, Silence silence) {
        return Math.max(NARROWEST, plot.x(endOf(silence)) - plot.x(silence.atMillis()));
    }

    private void label(Plot plot, Silence silence) {
        double from = plot.x(silence.atMillis());
        boolean before = from > plot.left() + plot.width() / 2;
        String what = silence.open() ? "silence.open" : onlyAGap ? "silence.gap" : "silence.silent";
        svg.label(
                "silence-label",
                before ? from - 8 : from + width(plot, silence) + 8,
                plot.top() + 16,
                before ? "end" : "start",
                text.of(what, Figure.millis(silence.millis())));
    }
}
