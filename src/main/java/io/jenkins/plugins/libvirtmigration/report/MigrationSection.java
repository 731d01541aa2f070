package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.DiskRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Event;

/** All that is known of one move; what there is nothing to say about is left out. */
final class MigrationSection {
    private final HtmlWriter html;
    private final MigrationRecord move;
    private final String id;
    private final String heading;

    /**
     * @param id unique on the page
     * @param heading the element of its parts' headings, h2 or h3
     */
    MigrationSection(HtmlWriter html, MigrationRecord move, String id, String heading) {
        this.html = html;
        this.move = move;
        this.id = id;
        this.heading = heading;
    }

    /** Why it failed, and the four figures that everybody asks for. */
    void summary() {
        if (move.reason() != null) {
            callout("Why, and what to do", move.reason());
        }
        if (move.probe() != null && move.probe().openSilence().isPresent()) {
            callout(
                    "Nobody reaches the guest",
                    "It answered before the move and has not answered since. A guest that runs and is not reached has"
                            + " lost its network: look whether the bridge of the host that it runs on carries the"
                            + " guest's network, and whether a switch still sends its packets to the other host.");
        }
        if (move.totalMillis() != null || move.downtimeMillis() != null || move.probe() != null) {
            keyFigures();
        }
    }

    void details() {
        // A single reading makes no picture.
        if (move.samples().size() > 1) {
            picture();
        }
        if (move.probe() != null || move.downtimeMillis() != null) {
            html.tag(heading).of("How long it was silent");
            new DowntimeTable(html, move).write();
        }
        if (!move.events().isEmpty()) {
            timeline();
        }
        facts();
        if (!move.disks().isEmpty()) {
            disks();
        }
    }

    private void callout(String title, String text) {
        html.tag("div").with("class", "callout").of(() -> {
            html.tag("p").with("class", "callout-title").of(title);
            html.tag("p").with("class", "prose").with("dir", "auto").of(text);
        });
        html.newLine();
    }

    private void keyFigures() {
        ProbeRecord probe = move.probe();
        Sentence asked = probe == null
                ? Sentence.of("nobody asked the guest")
                : Sentence.of(
                        "{} asked every "
                                + Figure.millis(probe.intervalMillis()).text(),
                        probe.address());
        new Figures(html, "key-figures")
                .add("Silent at most", Figure.millis(probe == null ? null : probe.longestGapMillis()), asked)
                .add(
                        "Paused, says libvirt",
                        Figure.millis(move.downtimeMillis()),
                        note(
                                move.downtimeNetMillis(),
                                Figure.millis(move.downtimeNetMillis()),
                                " with clocks compared"))
                .add(
                        "Duration of the move",
                        Figure.millis(move.totalMillis()),
                        note(move.memoryIterations(), Figure.count(move.memoryIterations()), " rounds through memory"))
                .add(
                        "Data carried",
                        Figure.bytes(move.transferredBytes()),
                        note(move.transferredBytes(), averageRate(), " on average"))
                .write();
    }

    private static Sentence note(Long known, Figure figure, String words) {
        return known == null ? null : Sentence.of(figure.text() + words);
    }

    private Figure averageRate() {
        return Figure.averageRate(move.transferredBytes(), move.totalMillis());
    }

    private void picture() {
        html.tag(heading).of("Downtime and throughput over time");
        html.tag("figure").of(() -> {
            new HtmlDrawing(html).write(new ProgressChart(move, id + "-chart", PictureText.ENGLISH).drawing());
            html.tag("details").of(() -> {
                html.tag("summary").of("The same figures as a table");
                new ReadingsTable(html, move.samples()).write();
            });
        });
    }

    private void timeline() {
        html.tag(heading).of("What happened when");
        html.tag("ol").with("class", "timeline").of(() -> {
            for (Event event : move.events()) {
                html.tag("li").of(() -> {
                    html.tag("span").with("class", "at").of(() -> html.figure(Figure.millis(event.atMillis())));
                    html.text(" ");
                    html.tag("span").with("class", "what").with("dir", "auto").of(String.valueOf(event.what()));
                });
                html.newLine();
            }
        });
    }

    private void facts() {
        html.tag(heading).of("Facts");
        Figures facts = new Figures(html, "facts");
        if (move.waited() != null) {
            facts.add(
                    "Waited before it began",
                    Figure.millis(move.waited().millis()),
                    Sentence.of("{}", move.waited().why()));
        }
        facts.add("VM", () -> html.name(move.vm()))
                .add("UUID", () -> html.name(move.uuid()))
                .add("Started", () -> new PointInTime(html).write(move.startedAt()))
                .add("Source", () -> html.name(move.source()))
                .add("Destination", () -> html.name(move.destination()))
                .add("Proven to run on", () -> html.name(move.runsOn()))
                .add("Storage", () -> html.orUnknown(storage()))
                .add("Driven by", () -> html.orUnknown(control()))
                .add("Average speed", averageRate())
                .write();
    }

    private String storage() {
        return switch (String.valueOf(move.storage())) {
            case "shared" -> "shared: both hosts see the disks";
            case "block" -> "block: disks were copied";
            case "none" -> "none: the guest has no disks to move";
            default -> null;
        };
    }

    private String control() {
        return switch (String.valueOf(move.control())) {
            case "managed" -> "this program, which held both ends (managed)";
            case "peer-to-peer" -> "the daemon of the source (peer-to-peer)";
            default -> null;
        };
    }

    private void disks() {
        html.tag(heading).of("Disks");
        HtmlTable table = new HtmlTable(html, "What was done with each disk, and why")
                .column("Disk")
                .column("Verdict")
                .column("Why")
                .column("Image or device")
                .number("Size");
        for (DiskRecord disk : move.disks()) {
            table.row(
                    () -> html.name(disk.target()),
                    () -> html.orUnknown(disk.verdict()),
                    () -> html.orUnknown(disk.reason()),
                    () -> html.name(disk.source()),
                    () -> html.figure(Figure.bytes(disk.bytes())));
        }
        table.write();
    }
}
