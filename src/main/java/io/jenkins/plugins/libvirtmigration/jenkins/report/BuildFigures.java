package io.jenkins.plugins.libvirtmigration.jenkins.report;

import io.jenkins.plugins.libvirtmigration.report.TrendPoint;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What one build of a job came to, over all its steps; null is what is not known. */
@ExportedBean(defaultVisibility = 2)
public final class BuildFigures {
    private final int number;
    private final long startedAt;
    private final boolean underWay;
    private final List<StepReport> steps;

    private BuildFigures(int number, long startedAt, boolean underWay, List<StepReport> steps) {
        this.number = number;
        this.startedAt = startedAt;
        this.underWay = underWay;
        this.steps = steps;
    }

    static BuildFigures of(int number, long startedAt, boolean building, MigrationsAction action) {
        return new BuildFigures(number, startedAt, building, action.getSteps());
    }

    TrendPoint point() {
        return new TrendPoint("#" + number, getLongestDowntimeMillis(), getDurationMillis(), isFailed());
    }

    private Long most(Function<StepReport, Long> figure) {
        return steps.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
    }

    private int sum(Function<StepFigures, Integer> figure) {
        return steps.stream().mapToInt(step -> figure.apply(step.getFigures())).sum();
    }

    @Exported
    public int getNumber() {
        return number;
    }

    /** Of the build, in milliseconds since 1970. */
    @Exported
    public long getStartedAt() {
        return startedAt;
    }

    public Date getStarted() {
        return new Date(startedAt);
    }

    @Exported
    public boolean isUnderWay() {
        return underWay;
    }

    /** Whether a step did not succeed; one that has no outcome ended with Jenkins itself. */
    @Exported
    public boolean isFailed() {
        return !underWay && steps.stream().anyMatch(step -> !"succeeded".equals(step.getOutcome()));
    }

    @Exported
    public int getMoved() {
        return sum(StepFigures::getMoved);
    }

    /** Moves that failed or were aborted. */
    @Exported
    public int getNotMoved() {
        return sum(StepFigures::getFailed);
    }

    @Exported
    public int getFailedChecks() {
        return sum(StepFigures::getFailedChecks);
    }

    /** libvirt's figure. */
    @Exported
    public Long getLongestDowntimeMillis() {
        return most(step -> step.getFigures().getLongestDowntimeMillis());
    }

    /** Seen from outside. */
    @Exported
    public Long getLongestGapMillis() {
        return most(step -> step.getFigures().getLongestGapMillis());
    }

    /** Of all steps that moved or checked something, added up. */
    @Exported
    public Long getDurationMillis() {
        return steps.stream()
                .map(StepReport::getDurationMillis)
                .filter(Objects::nonNull)
                .reduce(Long::sum)
                .orElse(null);
    }

    public StatusWord getStatus() {
        return underWay ? StatusWord.of(null, true) : StatusWord.of(isFailed() ? "failed" : "succeeded", false);
    }

    public String getDowntime() {
        return Readable.millis(getLongestDowntimeMillis());
    }

    public String getGap() {
        return Readable.millis(getLongestGapMillis());
    }

    public String getDuration() {
        return Readable.millis(getDurationMillis());
    }
}
