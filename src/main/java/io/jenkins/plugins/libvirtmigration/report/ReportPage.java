package io.jenkins.plugins.libvirtmigration.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * {@code index.html}: the report for people, in one file that needs neither a network nor a script, and that may be
 * opened by anybody, since a browser is told to load nothing.
 */
public final class ReportPage {
    public static final String NAME = "index.html";

    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    private static final String STYLE = style();

    private final HtmlWriter html = new HtmlWriter();
    private final Report report;

    private ReportPage(Report report) {
        this.report = report;
    }

    /**
     * Writes {@code index.html} into the directory, which is made if it is not there.
     *
     * @throws ReportException if that is impossible; an earlier page is then still whole
     */
    public static void write(Path directory, Report report) {
        AtomicFile.write(directory, NAME, html(report).getBytes(StandardCharsets.UTF_8));
    }

    /** The page as it stands in the file. */
    public static String html(Report report) {
        ReportPage page = new ReportPage(SampleSeries.thin(report));
        page.page();
        return page.html.toString();
    }

    private void page() {
        Verdict verdict = Verdict.of(report);
        html.doctype();
        html.tag("html").with("lang", "en").of(() -> {
            html.tag("head").of(() -> {
                html.tag("meta").with("charset", "utf-8").empty();
                html.tag("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with("content", POLICY)
                        .empty();
                html.tag("meta")
                        .with("name", "viewport")
                        .with("content", "width=device-width, initial-scale=1")
                        .empty();
                html.tag("meta")
                        .with("name", "color-scheme")
                        .with("content", "light dark")
                        .empty();
                html.tag("title").of(VisibleText.onOneLine(verdict.plain()));
                html.tag("style").of(STYLE);
            });
            html.newLine();
            html.tag("body").of(() -> {
                header(verdict);
                html.tag("main").of(this::main);
                footer();
            });
        });
    }

    private void header(Verdict verdict) {
        html.tag("header").of(() -> {
            html.tag("p").with("class", "kind").of(() -> {
                html.text(kind() + " ");
                Status.of(report.outcome()).write(html);
            });
            html.tag("h1").of(() -> {
                html.sentence(verdict.first());
                html.text(" ");
                html.tag("span").with("class", "rest").of(() -> html.sentence(verdict.rest()));
            });
            html.tag("p").with("class", "when").of(() -> {
                new PointInTime(html).write(report.startedAt());
                if (report.finishedAt() != null) {
                    html.text(" · took ");
                    html.figure(Figure.millis(Duration.between(report.startedAt(), report.finishedAt())
                            .toMillis()));
                }
            });
        });
        html.newLine();
    }

    private String kind() {
        return switch (report.kind()) {
            case MIGRATE -> "Live migration";
            case EVACUATE -> "Evacuation of a host";
            case RETURN -> "Return after an evacuation";
            case DRILL -> "Drill: evacuation and return";
            case PREPARE -> "Preparation of a host";
        };
    }

    private void main() {
        List<MigrationRecord> moves = report.migrations();
        if (moves.size() == 1) {
            MigrationSection section = new MigrationSection(html, moves.get(0), MigrationsTable.id(0), "h2");
            section.summary();
            section.details();
        } else if (!moves.isEmpty()) {
            severalMoves(moves);
        }
        if (report.plan() != null) {
            new PlanSection(html, report.plan()).write();
        }
        new ChecksSection(html, report.checks(), report.kind() == Report.Kind.PREPARE).write();
    }

    private void severalMoves(List<MigrationRecord> moves) {
        html.tag("section").with("aria-labelledby", "moves").of(() -> {
            html.tag("h2").with("id", "moves").of("All moves");
            new MigrationsTable(html, moves).write();
        });
        new FleetSection(html, report).write();
        for (int i = 0; i < moves.size(); i++) {
            oneOfSeveral(moves.get(i), MigrationsTable.id(i));
        }
    }

    private void oneOfSeveral(MigrationRecord move, String id) {
        Verdict verdict = MigrationVerdict.of(move);
        MigrationSection section = new MigrationSection(html, move, id, "h3");
        html.tag("section").with("class", "move").with("aria-labelledby", id).of(() -> {
            html.tag("h2").with("id", id).of(() -> html.name(move.vm()));
            html.tag("p").with("class", "verdict").of(() -> {
                Status.of(move.outcome()).write(html);
                html.text(" ");
                html.sentence(verdict.first().and(verdict.rest()));
            });
            section.summary();
            html.tag("details").of(() -> {
                html.tag("summary").of(() -> html.sentence(Sentence.of("Everything about the move of {}", move.vm())));
                section.details();
            });
        });
    }

    private void footer() {
        html.tag("footer")
                .of(() -> html.tag("p")
                        .of("Written by libvirt-migration. The file report.json beside this page"
                                + " has every figure for programs. What could not be measured is called not known."));
    }

    private static String style() {
        try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
