package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.report.Schedule.Bar;

/**
 * Which move waited, ran and stood still when, slot by slot: time goes to the right. A row for each move, or, where they
 * are too many to be read, one for each slot.
 */
final class GanttChart {
    private static final double WIDTH = 880;
    private static final double LEFT = 190;
    private static final double PLOT_WIDTH = WIDTH - LEFT - 16;
    private static final double TOP = 40;
    private static final double ROW = 24;
    private static final double BAR = 14;
    private static final double SLOT_TITLE = 26;
    private static final double NARROWEST = 3;
    private static final int MOST_ROWS = 60;
    private static final int LONGEST_NAME = 20;

    private final String id;
    private final PictureText text;
    private final Schedule schedule;
    private final Svg svg = new Svg();
    private final boolean rowEach;
    private final Plot plot;

    /** @param id unique on the page */
    GanttChart(Report report, String id, PictureText text) {
        this.id = id;
        this.text = text;
        schedule = Schedule.of(report);
        rowEach = schedule.bars().size() <= MOST_ROWS;
        double height = rowEach ? schedule.bars().size() * ROW + schedule.slots() * SLOT_TITLE : schedule.slots() * ROW;
        plot = new Plot(LEFT, TOP, PLOT_WIDTH, height, Axis.time(schedule.end()), Axis.size(1, ""));
    }

    Drawing drawing() {
        svg.hatching(id + "-waiting", "hatch-waiting", 45);
        legend();
        grid();
        double top = TOP;
        int slot = -1;
        for (Bar bar : schedule.bars()) {
            if (bar.slot() != slot) {
                if (slot >= 0 && !rowEach) {
                    top += ROW;
                }
                slot = bar.slot();
                top = title(slot, top);
            }
            if (rowEach) {
                name(bar, top);
            }
            bar(bar, top + (ROW - BAR) / 2);
            top += rowEach ? ROW : 0;
        }
        return svg.picture(id, text.of("gantt.title"), description(), WIDTH, plot.bottom() + 30);
    }

    private double title(int slot, double top) {
        String name = text.of("gantt.slot", slot + 1);
        if (rowEach) {
            svg.label("panel", 0, top + 19, "start", name);
            return top + SLOT_TITLE;
        }
        svg.label("tick", LEFT - 10, top + ROW / 2 + 4, "end", name);
        return top;
    }

    private void name(Bar bar, double top) {
        String name = VisibleText.onOneLine(String.valueOf(bar.move().vm()));
        String shown = name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
        svg.label("tick", LEFT - 10, top + ROW / 2 + 4, "end", shown);
    }

    private void bar(Bar bar, double top) {
        MigrationRecord move = bar.move();
        if (bar.waitFrom() < bar.from()) {
            svg.surface("waiting", box(bar.waitFrom(), bar.from(), top), id + "-waiting", tipOfWaiting(bar));
        }
        Outcome outcome = move.outcome();
        boolean bad = outcome == Outcome.FAILED || outcome == Outcome.ABORTED;
        svg.surface(bad ? "moving bad" : "moving", box(bar.from(), bar.to(), top), null, tip(bar));
        silence(bar, top);
    }

    /** Seen from outside where somebody looked, else libvirt's pause, which ends the move. */
    private void silence(Bar bar, double top) {
        MigrationRecord move = bar.move();
        ProbeRecord probe = move.probe();
        if (probe != null && probe.longestGapMillis() != null && probe.longestGapAtMillis() != null) {
            long from = bar.from() + bounded(probe.longestGapAtMillis());
            silence(from, from + bounded(probe.longestGapMillis()), top, "gantt.gap", probe.longestGapMillis());
        } else if (move.downtimeMillis() != null) {
            silence(
                    Math.max(bar.from(), bar.to() - bounded(move.downtimeMillis())),
                    bar.to(),
                    top,
                    "gantt.paused",
                    move.downtimeMillis());
        }
    }

    private void silence(long from, long to, double top, String what, Long millis) {
        svg.surface("silence narrow", box(from, to, top - 2, BAR + 4), null, text.of(what, Figure.millis(millis)));
    }

    private static long bounded(long millis) {
        return Math.max(0, Math.min(millis, 1L << 40));
    }

    private String box(long from, long to, double top) {
        return box(from, to, top, BAR);
    }

    private String box(long from, long to, double top, double height) {
        double left = Math.min(plot.x(from), plot.right() - NARROWEST);
        return Svg.rectangle(left, top, Math.max(NARROWEST, plot.x(to) - left), height);
    }

    private String tip(Bar bar) {
        MigrationRecord move = bar.move();
        return VisibleText.onOneLine(text.of(
                "gantt.move",
                move.vm(),
                move.source(),
                move.destination(),
                text.outcome(move.outcome()),
                Figure.millis(move.totalMillis()),
                Figure.bytes(move.transferredBytes())));
    }

    private String tipOfWaiting(Bar bar) {
        return VisibleText.onOneLine(text.of(
                "gantt.waited",
                bar.move().vm(),
                Figure.millis(bar.from() - bar.waitFrom()),
                bar.move().waited().why()));
    }

    private void legend() {
        String[][] entries = {
            {"waiting", text.of("gantt.waiting"), id + "-waiting"},
            {"moving", text.of("gantt.moving"), null},
            {"silence narrow", text.of("gantt.silent"), null}
        };
        double left = LEFT;
        for (String[] entry : entries) {
            svg.surface(entry[0], Svg.rectangle(left, 10, 18, 12), entry[2]);
            svg.label("tick", left + 26, 20, "start", entry[1]);
            left += 60 + entry[1].length() * Svg.CHARACTER_WIDTH;
        }
    }

    private void grid() {
        for (Axis.Tick tick : plot.time().ticks()) {
            double x = plot.x(tick.value());
            boolean atTheEnd = x > WIDTH - tick.label().length() * Svg.CHARACTER_WIDTH / 2;
            svg.hairline("grid", x, TOP, x, plot.bottom() + 5);
            svg.label("tick", atTheEnd ? WIDTH : x, plot.bottom() + 20, atTheEnd ? "end" : "middle", tick.label());
        }
    }

    private String description() {
        long waited = schedule.bars().stream()
                .filter(bar -> bar.waitFrom() < bar.from())
                .count();
        return text.of(
                schedule.slots() == 1 ? "gantt.description" : "gantt.descriptionOfSlots",
                schedule.bars().size(),
                Figure.millis(schedule.end()),
                waited,
                schedule.slots());
    }
}
