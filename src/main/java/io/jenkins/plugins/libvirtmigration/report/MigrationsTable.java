package io.jenkins.plugins.libvirtmigration.report;

import java.util.List;

/** Every move of a report in one row, with a way to its own section. */
final class MigrationsTable {
    private final HtmlWriter html;
    private final List<MigrationRecord> moves;

    MigrationsTable(HtmlWriter html, List<MigrationRecord> moves) {
        this.html = html;
        this.moves = moves;
    }

    /** The id of the section of the move at that place; never made from a name. */
    static String id(int place) {
        return "move-" + (place + 1);
    }

    void write() {
        HtmlTable table = new HtmlTable(html, "Every VM, where it runs, and how long it was silent")
                .column("VM")
                .column("Outcome")
                .column("Runs on")
                .number("Silent at most")
                .number("Paused, says libvirt")
                .number("Waited")
                .number("Took")
                .number("Carried")
                .column("Storage");
        for (int i = 0; i < moves.size(); i++) {
            row(table, moves.get(i), id(i));
        }
        table.write();
    }

    private void row(HtmlTable table, MigrationRecord move, String id) {
        ProbeRecord probe = move.probe();
        table.row(
                () -> html.tag("a").with("href", "#" + id).of(() -> html.name(move.vm())),
                () -> Status.of(move.outcome()).write(html),
                () -> html.name(move.runsOn()),
                () -> html.figure(Figure.millis(probe == null ? null : probe.longestGapMillis())),
                () -> html.figure(Figure.millis(move.downtimeMillis())),
                () -> waited(move),
                () -> html.figure(Figure.millis(move.totalMillis())),
                () -> html.figure(Figure.bytes(move.transferredBytes())),
                () -> html.orUnknown(move.storage()));
    }

    private void waited(MigrationRecord move) {
        if (move.waited() != null) {
            html.figure(Figure.millis(move.waited().millis()));
        }
    }
}
