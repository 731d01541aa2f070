package io.jenkins.plugins.libvirtmigration.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** What only many moves together have: who moved when, how their figures are spread, how well the link was used. */
final class FleetSection {
    private final HtmlWriter html;
    private final Report report;

    FleetSection(HtmlWriter html, Report report) {
        this.html = html;
        this.report = report;
    }

    void write() {
        if (report.migrations().stream().noneMatch(move -> move.startedAt() != null)) {
            return;
        }
        html.tag("section").with("aria-labelledby", "together").of(() -> {
            html.tag("h2").with("id", "together").of("All moves together");
            keyFigures();
            html.tag("figure")
                    .of(() -> new HtmlDrawing(html)
                            .write(new GanttChart(report, "gantt", PictureText.ENGLISH).drawing()));
            spread();
            waiting();
        });
    }

    private void keyFigures() {
        Long carried = sum();
        Long millis = millis();
        Long link = report.plan() == null ? null : report.plan().linkBytesPerSecond();
        Figure rate = Figure.averageRate(carried, millis);
        new Figures(html, "key-figures")
                .add("From the first start to the last end", Figure.millis(millis), planned())
                .add("Data carried", Figure.bytes(carried))
                .add("Rate of all together", rate, link == null ? null : share(carried, millis, link))
                .write();
    }

    private Sentence planned() {
        Long expected = report.plan() == null ? null : report.plan().expectedMillis();
        return expected == null
                ? null
                : Sentence.of("the plan expected " + Figure.millis(expected).text());
    }

    private static Sentence share(Long carried, Long millis, long link) {
        if (carried == null || millis == null || millis <= 0 || link <= 0) {
            return null;
        }
        long percent = Math.round(100.0 * carried * 1_000 / millis / link);
        return Sentence.of(percent + " % of the " + Figure.rate(link).text() + " that all moves may take");
    }

    /** Null where no move says what it carried. */
    private Long sum() {
        List<Long> known = known(MigrationRecord::transferredBytes);
        return known.isEmpty()
                ? null
                : Long.valueOf(
                        (long) known.stream().mapToDouble(Long::doubleValue).sum());
    }

    private Long millis() {
        Instant first = null;
        Instant last = null;
        for (MigrationRecord move : report.migrations()) {
            Long took = took(move);
            if (move.startedAt() != null && took != null) {
                Instant end = move.startedAt().plusMillis(bounded(took));
                first = first == null || move.startedAt().isBefore(first) ? move.startedAt() : first;
                last = last == null || end.isAfter(last) ? end : last;
            }
        }
        return first == null ? null : Long.valueOf(Duration.between(first, last).toMillis());
    }

    /** With what it did before the move itself, where the record tells; null where it tells nothing. */
    private static Long took(MigrationRecord move) {
        return move.startedAt() == null || move.endedAt() == null
                ? move.totalMillis()
                : Long.valueOf(
                        Duration.between(move.startedAt(), move.endedAt()).toMillis());
    }

    private static long bounded(long millis) {
        return Math.max(0, Math.min(millis, 1L << 40));
    }

    private List<Long> known(Function<MigrationRecord, Long> figure) {
        return report.migrations().stream()
                .map(figure)
                .filter(Objects::nonNull)
                .filter(known -> known >= 0)
                .toList();
    }

    private void spread() {
        HtmlTable table = new HtmlTable(html, "How the figures are spread over the moves")
                .column("Measure")
                .number("Moves that have it")
                .number("Median")
                .number("95th percentile")
                .number("Most");
        spread(
                table,
                "Silent at most, seen from outside",
                Figure::millis,
                move -> move.probe() == null ? null : move.probe().longestGapMillis());
        spread(table, "Paused, says libvirt", Figure::millis, MigrationRecord::downtimeMillis);
        spread(table, "Duration of the move", Figure::millis, MigrationRecord::totalMillis);
        spread(
                table,
                "Waited before it began",
                Figure::millis,
                move -> move.waited() == null
                        ? null
                        : Long.valueOf(move.waited().millis()));
        spread(table, "Data carried", Figure::bytes, MigrationRecord::transferredBytes);
        spread(
                table,
                "Average speed",
                Figure::rate,
                move -> move.totalMillis() == null || move.totalMillis() <= 0 || move.transferredBytes() == null
                        ? null
                        : Long.valueOf((long) (move.transferredBytes() * 1_000.0 / move.totalMillis())));
        table.write();
    }

    private void spread(
            HtmlTable table, String name, Function<Long, Figure> figure, Function<MigrationRecord, Long> value) {
        Distribution.of(known(value))
                .ifPresent(all -> table.row(
                        () -> html.text(name),
                        () -> html.figure(Figure.count((long) all.count())),
                        () -> html.figure(figure.apply(all.median())),
                        () -> html.figure(figure.apply(all.p95())),
                        () -> html.figure(figure.apply(all.max()))));
    }

    private void waiting() {
        Map<String, long[]> reasons = new TreeMap<>();
        for (MigrationRecord move : report.migrations()) {
            if (move.waited() != null) {
                long[] seen =
                        reasons.computeIfAbsent(String.valueOf(move.waited().why()), why -> new long[2]);
                seen[0]++;
                seen[1] = Math.max(seen[1], bounded(move.waited().millis()));
            }
        }
        if (reasons.isEmpty()) {
            return;
        }
        HtmlTable table = new HtmlTable(html, "What moves waited for")
                .column("Reason")
                .number("Moves")
                .number("Longest");
        reasons.forEach((why, seen) -> table.row(
                () -> html.text(why),
                () -> html.figure(Figure.count(seen[0])),
                () -> html.figure(Figure.millis(seen[1]))));
        table.write();
    }
}
