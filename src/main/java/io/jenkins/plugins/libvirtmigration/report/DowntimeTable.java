package io.jenkins.plugins.libvirtmigration.report;

/** The figures for one silence, side by side, with what each can and cannot say. */
final class DowntimeTable {
    private final HtmlWriter html;
    private final MigrationRecord move;

    DowntimeTable(HtmlWriter html, MigrationRecord move) {
        this.html = html;
        this.move = move;
    }

    void write() {
        HtmlTable table = new HtmlTable(html, "Every measure of the downtime")
                .column("Measure")
                .number("Figure")
                .column("What it says");
        if (move.probe() == null) {
            row(table, "Seen from outside", Figure.UNKNOWN, "Nobody asked the guest during the move.");
        } else {
            fromOutside(table, move.probe());
        }
        row(
                table,
                "libvirt",
                Figure.millis(move.downtimeMillis()),
                "From the pause on the source to the start on the destination, by the clocks of both hosts."
                        + " Says nothing of the network behind them.");
        row(
                table,
                "libvirt, clocks compared",
                Figure.millis(move.downtimeNetMillis()),
                "The same without the difference between the two clocks.");
        table.write();
        silences();
        warnings();
    }

    private void fromOutside(HtmlTable table, ProbeRecord probe) {
        String asked = probe.port() == null ? "ping" : "connecting to TCP port " + probe.port();
        row(
                table,
                "Longest gap between replies",
                Figure.millis(probe.longestGapMillis()),
                () -> html.sentence(Sentence.of(
                        "Asked {} by " + asked + " every "
                                + Figure.millis(probe.intervalMillis()).text()
                                + (probe.openSilence().isPresent()
                                        ? ". The last reply came before the end: the guest was still silent then."
                                        : ". The guest was silent for at most this, and at least for this less one"
                                                + " interval."),
                        probe.address())));
        row(
                table,
                "Slowest reply",
                Figure.millis(probe.longestReplyMillis()),
                probe.port() == null
                        ? "Questions that wait in a queue during the switch-over come back late instead of not at all."
                        : "A connection begun in the silence stands when the kernel repeats its question, a second"
                                + " later.");
        row(
                table,
                "Questions without a reply",
                Figure.count(probe.lost()),
                probe.sent() == null
                        ? "Of all that were asked from the start of the move on."
                        : "Of " + Figure.count(probe.sent()).text() + " asked from the start of the move on.");
    }

    private void row(HtmlTable table, String measure, Figure figure, String meaning) {
        row(table, measure, figure, () -> html.text(meaning));
    }

    private void row(HtmlTable table, String measure, Figure figure, Runnable meaning) {
        table.row(() -> html.text(measure), () -> html.figure(figure), meaning);
    }

    private void silences() {
        if (move.probe() == null || move.probe().silences().size() < 2) {
            return;
        }
        HtmlTable table = new HtmlTable(html, "Every silence of three intervals or more")
                .number("Began after")
                .number("Lasted")
                .column("Ended");
        for (ProbeRecord.Silence silence : move.probe().silences()) {
            table.row(
                    () -> html.figure(Figure.millis(silence.atMillis())),
                    () -> html.figure(Figure.millis(silence.millis())),
                    () -> html.text(silence.open() ? "no reply until the probe was stopped" : "with a reply"));
        }
        table.write();
    }

    private void warnings() {
        if (move.probe() != null) {
            move.probe()
                    .warnings()
                    .forEach(warning -> html.tag("p").with("class", "note").of(() -> {
                        html.tag("strong").of("Note: ");
                        html.text(warning);
                    }));
        }
    }
}
