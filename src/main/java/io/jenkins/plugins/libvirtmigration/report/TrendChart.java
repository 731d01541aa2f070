package io.jenkins.plugins.libvirtmigration.report;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** How the longest downtime and the duration went from run to run; runs that failed are marked at the foot. */
final class TrendChart {
    private static final double WIDTH = 880;
    private static final double LEFT = 84;
    private static final double PLOT_WIDTH = WIDTH - LEFT - 16;
    private static final double HEIGHT = 110;
    private static final double DOWNTIME_TOP = 34;
    private static final double DURATION_TOP = DOWNTIME_TOP + HEIGHT + 52;
    private static final double WIDEST_BAR = 24;
    private static final double NARROWEST = 2;
    private static final int MOST_LABELS = 12;
    private static final int LONGEST_LABEL = 10;

    private final String id;
    private final PictureText text;
    private final List<TrendPoint> points;
    private final Svg svg = new Svg();

    /** @param points the oldest first */
    TrendChart(List<TrendPoint> points, String id, PictureText text) {
        this.text = text;
        this.points = points;
        this.id = id;
    }

    Drawing drawing() {
        panel(text.of("trend.downtime"), DOWNTIME_TOP, TrendPoint::downtimeMillis);
        panel(text.of("trend.duration"), DURATION_TOP, TrendPoint::durationMillis);
        labels();
        return svg.picture(id, text.of("trend.title"), description(), WIDTH, foot() + 46);
    }

    private static double foot() {
        return DURATION_TOP + HEIGHT;
    }

    private void panel(String title, double top, Function<TrendPoint, Long> figure) {
        long most = points.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .mapToLong(TrendChart::bounded)
                .max()
                .orElse(0);
        Plot plot = new Plot(LEFT, top, PLOT_WIDTH, HEIGHT, Axis.size(1, ""), Axis.time(most));
        svg.label("panel", LEFT, top - 14, "start", title);
        List<Axis.Tick> ticks = plot.values().ticks();
        int each = 1 + ticks.size() / 5;
        for (int i = 0; i < ticks.size(); i += each) {
            double y = plot.y(ticks.get(i).value());
            svg.hairline("grid", plot.left(), y, plot.right(), y);
            svg.label("tick", plot.left() - 10, y + 4, "end", ticks.get(i).label());
        }
        double width = Math.max(NARROWEST, Math.min(WIDEST_BAR, step() * 0.6));
        for (int i = 0; i < points.size(); i++) {
            TrendPoint point = points.get(i);
            if (figure.apply(point) != null) {
                double y = plot.y(bounded(figure.apply(point)));
                svg.surface(
                        point.failed() ? "moving bad" : "moving",
                        Svg.rectangle(middle(i) - width / 2, y, width, plot.bottom() - y),
                        null,
                        point.label() + ": "
                                + Figure.millis(figure.apply(point)).text());
            }
        }
    }

    private static long bounded(long millis) {
        return Math.max(0, millis);
    }

    private double step() {
        return PLOT_WIDTH / Math.max(1, points.size());
    }

    private double middle(int place) {
        return LEFT + step() * (place + 0.5);
    }

    private void labels() {
        int each = 1 + (points.size() - 1) / MOST_LABELS;
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).failed()) {
                svg.label("failed", middle(i), foot() + 16, "middle", "✕");
            }
            // The newest always has its label.
            if ((points.size() - 1 - i) % each == 0) {
                String label = VisibleText.onOneLine(points.get(i).label());
                svg.label(
                        "tick",
                        middle(i),
                        foot() + 34,
                        "middle",
                        label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL) + "…");
            }
        }
    }

    private String description() {
        long failed = points.stream().filter(TrendPoint::failed).count();
        return text.of("trend.description", points.size(), failed);
    }
}
