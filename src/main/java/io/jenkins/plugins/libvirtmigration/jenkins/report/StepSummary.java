package io.jenkins.plugins.libvirtmigration.jenkins.report;

import java.util.ArrayList;
import java.util.List;

/** What a step came to, in sentences that need nothing but the figures in build.xml. */
final class StepSummary {
    private StepSummary() {}

    static String of(StepReport step) {
        StepFigures figures = step.getFigures();
        List<String> sentences = new ArrayList<>();
        if (figures.getAll() > 0) {
            sentences.add(Messages.StepSummary_moved(figures.getMoved(), figures.getAll()));
        }
        if (figures.getEmpty() != null) {
            sentences.add(figures.getEmpty() ? Messages.StepSummary_empty() : Messages.StepSummary_notEmpty());
        }
        if (figures.getLongestGapMillis() != null) {
            sentences.add(Messages.StepSummary_gap(Readable.millis(figures.getLongestGapMillis())));
        }
        if (figures.getLongestDowntimeMillis() != null) {
            sentences.add(Messages.StepSummary_downtime(Readable.millis(figures.getLongestDowntimeMillis())));
        }
        if (figures.getChecks() > 0) {
            sentences.add(
                    figures.getFailedChecks() == 0
                            ? Messages.StepSummary_checksPassed(figures.getChecks())
                            : Messages.StepSummary_checksFailed(figures.getFailedChecks(), figures.getChecks()));
        }
        return String.join(" ", sentences);
    }
}
