package io.jenkins.plugins.libvirtmigration.jenkins.report;

import io.jenkins.plugins.libvirtmigration.report.TrendPoint;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What one build of a job came to, over all its steps; null is what is not known. It holds figures only, and no build in
 * memory.
 */
@ExportedBean(defaultVisibility = 2)
public final class BuildFigures {
    private static final String SUCCESS = "SUCCESS";

    private final int number;
    private final long startedAt;
    private final boolean underWay;
    private final String result;
    private final boolean allSucceeded;
    private final int moved;
    private final int notMoved;
    private final int failedChecks;
    private final Long longestDowntimeMillis;
    private final Long longestGapMillis;
    private final Long durationMillis;

    private BuildFigures(int number, long startedAt, boolean underWay, String result, List<StepReport> steps) {
        this.number = number;
        this.startedAt = startedAt;
        this.underWay = underWay;
        this.result = underWay ? null : result;
        allSucceeded = steps.stream().allMatch(step -> "succeeded".equals(step.getOutcome()));
        moved = sum(steps, StepFigures::getMoved);
        notMoved = sum(steps, StepFigures::getFailed);
        failedChecks = sum(steps, StepFigures::getFailedChecks);
        longestDowntimeMillis = most(steps, step -> step.getFigures().getLongestDowntimeMillis());
        longestGapMillis = most(steps, step -> step.getFigures().getLongestGapMillis());
        durationMillis = steps.stream()
                .map(StepReport::getDurationMillis)
                .filter(Objects::nonNull)
                .reduce(Long::sum)
                .orElse(null);
    }

    /** @param result of the build, as Jenkins names it; null for none */
    static BuildFigures of(int number, long startedAt, boolean building, String result, MigrationsAction action) {
        return new BuildFigures(number, startedAt, building, result, action.getSteps());
    }

    TrendPoint point() {
        return new TrendPoint("#" + number, longestDowntimeMillis, durationMillis, isFailed());
    }

    private static Long most(List<StepReport> steps, Function<StepReport, Long> figure) {
        return steps.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
    }

    private static int sum(List<StepReport> steps, Function<StepFigures, Integer> figure) {
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

    /** Of the build: SUCCESS, UNSTABLE, FAILURE, ABORTED or NOT_BUILT; null while it goes on. */
    @Exported
    public String getResult() {
        return result;
    }

    /**
     * Whether a step did not succeed, or the build did not, be it for a threshold or for something else; a step without
     * an outcome ended with Jenkins itself.
     */
    @Exported
    public boolean isFailed() {
        return !underWay && !(allSucceeded && SUCCESS.equals(result));
    }

    @Exported
    public int getMoved() {
        return moved;
    }

    /** Moves that failed or were aborted. */
    @Exported
    public int getNotMoved() {
        return notMoved;
    }

    @Exported
    public int getFailedChecks() {
        return failedChecks;
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

    /** Of all steps that moved or checked something, added up. */
    @Exported
    public Long getDurationMillis() {
        return durationMillis;
    }

    public StatusWord getStatus() {
        if (underWay) {
            return StatusWord.of(null, true);
        }
        if ("ABORTED".equals(result)) {
            return StatusWord.of("aborted", false);
        }
        if (allSucceeded && "UNSTABLE".equals(result)) {
            return StatusWord.of("unstable", false);
        }
        return StatusWord.of(isFailed() ? "failed" : "succeeded", false);
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
