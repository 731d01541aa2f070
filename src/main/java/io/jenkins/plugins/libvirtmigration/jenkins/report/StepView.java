package io.jenkins.plugins.libvirtmigration.jenkins.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.report.Drawing;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Pictures;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jvnet.localizer.LocaleProvider;

/** What the report of a step holds, as the pages show it; it is read when the first of it is asked for. */
public final class StepView {
    /** A browser sorts no more with pleasure; the downloads have them all. */
    static final int MOST_MOVES = 1_000;

    private static final int MOST_CHECKS = 1_000;

    private final StepReport step;
    private Optional<Report> read;

    StepView(StepReport step) {
        this.step = step;
    }

    private Optional<Report> report() {
        if (read == null) {
            read = step.report();
        }
        return read;
    }

    /** Whether there is a report to download. */
    public boolean isReported() {
        return report().isPresent();
    }

    public List<MoveView> getMoves() {
        List<MigrationRecord> moves = report().map(Report::migrations).orElse(List.of());
        return IntStream.range(0, Math.min(MOST_MOVES, moves.size()))
                .mapToObj(i -> new MoveView(step, moves.get(i), i + 1))
                .toList();
    }

    /** How many moves are not on the page. */
    public int getMovesLeftOut() {
        return Math.max(0, report().map(all -> all.migrations().size()).orElse(0) - MOST_MOVES);
    }

    /** Failed ones first, then warnings, then what was changed. */
    public List<CheckView> getNotableChecks() {
        return checks(true);
    }

    public List<CheckView> getPassedChecks() {
        return checks(false);
    }

    private List<CheckView> checks(boolean notable) {
        return report().map(Report::checks).orElse(List.of()).stream()
                .filter(check -> notable == (check.status() != CheckStatus.PASSED))
                .sorted(Comparator.comparing(Check::status).reversed())
                .limit(MOST_CHECKS)
                .map(CheckView::new)
                .toList();
    }

    /** Who moved when; of a single move how it went. */
    public List<Drawing> getPictures() {
        List<Drawing> pictures = new ArrayList<>();
        report().flatMap(all -> Pictures.gantt(all, "step-" + step.getId() + "-gantt", LocaleProvider.getLocale()))
                .ifPresent(pictures::add);
        List<MoveView> moves = getMoves();
        if (moves.size() == 1) {
            Drawing only = moves.get(0).getPicture();
            if (only != null) {
                pictures.add(only);
            }
        }
        return pictures;
    }
}
