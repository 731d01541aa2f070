package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Sample;
import java.util.List;

/** The figures behind the picture of a move. */
final class ReadingsTable {
    private final HtmlWriter html;
    private final List<Sample> samples;

    ReadingsTable(HtmlWriter html, List<Sample> samples) {
        this.html = html;
        this.samples = samples;
    }

    void write() {
        HtmlTable table = new HtmlTable(html, "Readings while the move ran")
                .number("After")
                .number("Memory left")
                .number("Disks left")
                .number("Carried")
                .number("Dirtied by the guest")
                .number("Round")
                .number("CPU time taken");
        for (Sample sample : samples) {
            table.row(
                    () -> html.figure(Figure.millis(sample.atMillis())),
                    () -> html.figure(Figure.bytes(sample.memoryRemaining())),
                    () -> html.figure(Figure.bytes(sample.diskRemaining())),
                    () -> html.figure(Figure.rate(sample.bytesPerSecond())),
                    () -> html.figure(Figure.rate(sample.dirtyBytesPerSecond())),
                    () -> html.figure(Figure.count(sample.iteration())),
                    () -> html.figure(Figure.percent(sample.throttlePercent())));
        }
        table.write();
    }
}
