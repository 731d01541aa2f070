package io.jenkins.plugins.libvirtmigration.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When each move waited and ran, and beside which others: a slot holds one move at a time, and a move takes the first that
 * is free. All times are milliseconds since the first thing that is shown.
 *
 * @param bars of moves that began, by slot and by time
 * @param end of the last one
 */
record Schedule(List<Bar> bars, int slots, long end) {

    /**
     * @param waitFrom when it was held back first; the same as {@code from} where it was not
     * @param to the same as {@code from} where nobody knows how long it took
     * @param slot from 0 on
     */
    record Bar(MigrationRecord move, long waitFrom, long from, long to, int slot) {}

    private record Span(MigrationRecord move, Instant waitFrom, Instant from, Instant to) {}

    static Schedule of(Report report) {
        List<Span> spans = report.migrations().stream()
                .filter(move -> move.startedAt() != null)
                .map(move -> span(move, report.finishedAt()))
                .sorted(Comparator.comparing(Span::from).thenComparing(Span::to))
                .toList();
        Instant origin = spans.stream()
                .map(Span::waitFrom)
                .min(Comparator.naturalOrder())
                .orElse(report.startedAt());
        List<Instant> free = new ArrayList<>();
        List<Bar> bars = new ArrayList<>();
        for (Span span : spans) {
            int slot = firstFree(free, span.from());
            free.set(slot, span.to());
            bars.add(new Bar(
                    span.move(),
                    millis(origin, span.waitFrom()),
                    millis(origin, span.from()),
                    millis(origin, span.to()),
                    slot));
        }
        bars.sort(Comparator.comparingInt(Bar::slot).thenComparingLong(Bar::from));
        long end = bars.stream().mapToLong(Bar::to).max().orElse(0);
        return new Schedule(List.copyOf(bars), free.size(), end);
    }

    private static int firstFree(List<Instant> free, Instant from) {
        for (int slot = 0; slot < free.size(); slot++) {
            if (!free.get(slot).isAfter(from)) {
                return slot;
            }
        }
        free.add(from);
        return free.size() - 1;
    }

    private static Span span(MigrationRecord move, Instant reportEnd) {
        Instant from = move.startedAt();
        Instant to = from;
        if (move.endedAt() != null) {
            to = from.plusMillis(bounded(millis(from, move.endedAt())));
        } else if (move.totalMillis() != null) {
            to = from.plusMillis(bounded(move.totalMillis()));
        } else if (move.outcome() == null && reportEnd != null && reportEnd.isAfter(from)) {
            to = reportEnd;
        }
        long waited = move.waited() == null ? 0 : bounded(move.waited().millis());
        return new Span(move, from.minusMillis(waited), from, to);
    }

    /** A report may hold any figure; nothing takes ten years. */
    private static long bounded(long millis) {
        return Math.max(0, Math.min(millis, Duration.ofDays(3_650).toMillis()));
    }

    private static long millis(Instant origin, Instant instant) {
        return Duration.between(origin, instant).toMillis();
    }
}
