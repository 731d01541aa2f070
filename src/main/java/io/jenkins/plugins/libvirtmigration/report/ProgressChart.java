package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Event;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Sample;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * The picture of one move: above what is still to move, below how fast it goes and how fast the guest makes new work;
 * across both the silences that were noticed from outside, and the events of the timeline by their number.
 */
final class ProgressChart {
    private static final double WIDTH = 880;
    private static final double LEFT = 84;
    private static final double PLOT_WIDTH = WIDTH - LEFT - 16;
    private static final double REMAINING_TOP = 74;
    private static final double REMAINING_HEIGHT = 150;
    private static final double RATE_TOP = REMAINING_TOP + REMAINING_HEIGHT + 58;
    private static final double RATE_HEIGHT = 110;
    private static final double HEIGHT = RATE_TOP + RATE_HEIGHT + 30;
    private static final String WHOLE = "none";
    private static final String DASHED = "5 4";

    private final MigrationRecord move;
    private final String id;
    private final PictureText text;
    private final Svg svg;
    private final SilenceBands silences;
    private final Plot remaining;
    private final Plot rate;

    /** @param id unique on the page */
    ProgressChart(MigrationRecord move, String id, PictureText text) {
        this.text = text;
        this.move = move;
        this.id = id;
        this.svg = new Svg();
        this.silences = new SilenceBands(svg, move.probe(), id + "-silence", text);
        long end = LongStream.of(
                        move.totalMillis() == null ? 0 : move.totalMillis(),
                        highest(Sample::atMillis),
                        silences.end(),
                        move.events().stream().mapToLong(Event::atMillis).max().orElse(0))
                .max()
                .getAsLong();
        Axis time = Axis.time(end);
        Axis sizes = Axis.size(highest(this::left), "");
        Axis rates = Axis.size(Math.max(highest(Sample::bytesPerSecond), highest(Sample::dirtyBytesPerSecond)), "/s");
        remaining = new Plot(LEFT, REMAINING_TOP, PLOT_WIDTH, REMAINING_HEIGHT, time, sizes);
        rate = new Plot(LEFT, RATE_TOP, PLOT_WIDTH, RATE_HEIGHT, time, rates);
    }

    Drawing drawing() {
        svg.hatching(id + "-disks", "hatch-disks", 45);
        svg.hatching(id + "-silence", "hatch-silence", -45);
        frame(remaining, text.of("progress.left"));
        surfaces();
        frame(rate, text.of("progress.speed"));
        lines();
        new EventMarkers(svg, move.events()).write(remaining, rate.bottom());
        silences.write(List.of(remaining, rate));
        timeLabels();
        return svg.picture(id, text.of("progress.title"), description(), WIDTH, HEIGHT);
    }

    private String description() {
        return text.of(
                "progress.description",
                Figure.millis(remaining.time().maximum()),
                Figure.bytes(highest(this::left)),
                Figure.rate(highest(Sample::bytesPerSecond)),
                Figure.rate(highest(Sample::dirtyBytesPerSecond)),
                silences.description());
    }

    private long highest(Function<Sample, Long> figure) {
        return move.samples().stream()
                .map(figure)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    private Long left(Sample sample) {
        return sample.memoryRemaining() == null ? null : memory(sample) + disks(sample);
    }

    private long memory(Sample sample) {
        return bounded(sample.memoryRemaining());
    }

    private long disks(Sample sample) {
        return sample.diskRemaining() == null ? 0 : bounded(sample.diskRemaining());
    }

    /** No host has an exbibyte; two of them can still be added up. */
    private static long bounded(long bytes) {
        return Math.max(0, Math.min(bytes, 1L << 60));
    }

    private void frame(Plot plot, String title) {
        svg.label("panel", LEFT, plot.top() - 14, "start", title);
        for (Axis.Tick tick : plot.values().ticks()) {
            svg.hairline("grid", plot.left(), plot.y(tick.value()), plot.right(), plot.y(tick.value()));
            svg.label("tick", plot.left() - 10, plot.y(tick.value()) + 4, "end", tick.label());
        }
    }

    private void surfaces() {
        List<Sample> known = move.samples().stream()
                .filter(sample -> sample.memoryRemaining() != null)
                .toList();
        svg.surface("memory", remaining.surface(known, Sample::atMillis, sample -> 0, this::memory), null);
        svg.surface("memory", swatch(remaining, 0), null);
        legend(remaining, 0, text.of("progress.memory"));
        if (highest(Sample::diskRemaining) > 0) {
            String disks = remaining.surface(known, Sample::atMillis, this::memory, this::left);
            svg.surface("disks", disks, id + "-disks");
            svg.surface("disks", swatch(remaining, 1), id + "-disks");
            legend(remaining, 1, text.of("progress.disks"));
        }
    }

    private void lines() {
        svg.line("rate", rate.line(move.samples(), Sample::atMillis, Sample::bytesPerSecond), WHOLE);
        svg.line("rate", stroke(0), WHOLE);
        legend(rate, 0, text.of("progress.carried"));
        svg.line("dirty", rate.line(move.samples(), Sample::atMillis, Sample::dirtyBytesPerSecond), DASHED);
        svg.line("dirty", stroke(1), DASHED);
        legend(rate, 1, text.of("progress.dirtied"));
    }

    private static double legendLeft(int place) {
        return LEFT + 120 + place * 100;
    }

    private static String swatch(Plot plot, int place) {
        return Svg.rectangle(legendLeft(place), plot.top() - 24, 18, 12);
    }

    private String stroke(int place) {
        return "M" + Plot.number(legendLeft(place)) + " " + Plot.number(rate.top() - 18) + "h22";
    }

    private void legend(Plot plot, int place, String words) {
        svg.label("tick", legendLeft(place) + 28, plot.top() - 14, "start", words);
    }

    private void timeLabels() {
        for (Axis.Tick tick : rate.time().ticks()) {
            double x = rate.x(tick.value());
            boolean atTheEnd = x > WIDTH - tick.label().length() * Svg.CHARACTER_WIDTH / 2;
            svg.hairline("grid", x, rate.bottom(), x, rate.bottom() + 5);
            svg.label("tick", atTheEnd ? WIDTH : x, rate.bottom() + 20, atTheEnd ? "end" : "middle", tick.label());
        }
    }
}
