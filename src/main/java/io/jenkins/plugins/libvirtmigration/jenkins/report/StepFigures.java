package io.jenkins.plugins.libvirtmigration.jenkins.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The few figures of a report that are kept in build.xml, for the summary and for the trend: nobody has to read the
 * reports of a hundred builds for them. Fields are only ever added; null is what is not known.
 */
@ExportedBean(defaultVisibility = 3)
public final class StepFigures {
    static final StepFigures NONE = new StepFigures();

    private final int moved;
    private final int failed;
    private final int skipped;
    private final int failedChecks;
    private final int checks;
    private final Boolean empty;
    private final Long longestDowntimeMillis;
    private final Long longestGapMillis;
    private final Long transferredBytes;

    private StepFigures() {
        moved = 0;
        failed = 0;
        skipped = 0;
        failedChecks = 0;
        checks = 0;
        empty = null;
        longestDowntimeMillis = null;
        longestGapMillis = null;
        transferredBytes = null;
    }

    private StepFigures(Report report) {
        moved = count(report, Outcome.SUCCEEDED);
        failed = count(report, Outcome.FAILED) + count(report, Outcome.ABORTED);
        skipped = count(report, Outcome.SKIPPED);
        checks = report.checks().size();
        failedChecks = (int) report.checks().stream().filter(Check::hasFailed).count();
        empty = report.empty();
        longestDowntimeMillis = known(report, MigrationRecord::downtimeMillis)
                .max(Long::compare)
                .orElse(null);
        longestGapMillis = known(
                        report,
                        move -> move.probe() == null ? null : move.probe().longestGapMillis())
                .max(Long::compare)
                .orElse(null);
        transferredBytes = known(report, MigrationRecord::transferredBytes)
                .reduce(StepFigures::sum)
                .orElse(null);
    }

    static StepFigures of(Report report) {
        return new StepFigures(report);
    }

    private static int count(Report report, Outcome outcome) {
        return (int) report.migrations().stream()
                .filter(move -> move.outcome() == outcome)
                .count();
    }

    private static Stream<Long> known(Report report, Function<MigrationRecord, Long> figure) {
        return report.migrations().stream().map(figure).filter(Objects::nonNull);
    }

    /** An agent may send any figure. */
    private static Long sum(Long one, Long other) {
        return one > Long.MAX_VALUE - Math.max(0, other) ? Long.valueOf(Long.MAX_VALUE) : Long.valueOf(one + other);
    }

    @Exported
    public int getMoved() {
        return moved;
    }

    /** Failed or aborted. */
    @Exported
    public int getFailed() {
        return failed;
    }

    @Exported
    public int getSkipped() {
        return skipped;
    }

    /** All that were to be moved. */
    @Exported
    public int getAll() {
        return moved + failed + skipped;
    }

    @Exported
    public int getChecks() {
        return checks;
    }

    @Exported
    public int getFailedChecks() {
        return failedChecks;
    }

    /** Whether an evacuated host was proven to be empty; null where that is not known, or not the question. */
    @Exported
    public Boolean getEmpty() {
        return empty;
    }

    /** libvirt's figure. */
    @Exported
    public Long getLongestDowntimeMillis() {
        return longestDowntimeMillis;
    }

    /** Seen from outside. */
    @Exported
    public Long getLongestGapMillis() {
        return longestGapMillis;
    }

    @Exported
    public Long getTransferredBytes() {
        return transferredBytes;
    }
}
