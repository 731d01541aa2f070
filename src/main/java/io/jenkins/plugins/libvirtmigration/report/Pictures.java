package io.jenkins.plugins.libvirtmigration.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The pictures of a report, for pages that are not {@link ReportPage}. */
public final class Pictures {
    private Pictures() {}

    /**
     * Who moved when; empty where fewer than two moves began.
     *
     * @param id unique on the page
     * @param reader whose language is spoken
     */
    public static Optional<Drawing> gantt(Report report, String id, Locale reader) {
        long began = report.migrations().stream()
                .filter(move -> move.startedAt() != null)
                .count();
        return began < 2
                ? Optional.empty()
                : Optional.of(new GanttChart(report, id, new PictureText(reader)).drawing());
    }

    /**
     * One move: what was left, how fast it went, when nobody answered; empty where there are no readings.
     *
     * @param id unique on the page
     * @param reader whose language is spoken
     */
    public static Optional<Drawing> progress(MigrationRecord move, String id, Locale reader) {
        // A single reading makes no picture.
        return move.samples().size() < 2
                ? Optional.empty()
                : Optional.of(new ProgressChart(move, id, new PictureText(reader)).drawing());
    }

    /**
     * From run to run; empty where there is nothing to compare.
     *
     * @param points the oldest first
     * @param id unique on the page
     * @param reader whose language is spoken
     */
    public static Optional<Drawing> trend(List<TrendPoint> points, String id, Locale reader) {
        return points.size() < 2
                ? Optional.empty()
                : Optional.of(new TrendChart(points, id, new PictureText(reader)).drawing());
    }
}
