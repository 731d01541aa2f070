package io.jenkins.plugins.libvirtmigration.jenkins.result;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** An evacuation, or the way home, for a script: {@code def drill = evacuateHost(...); returnVms evacuation: drill.id}. */
public final class EvacuationResult implements Serializable {
    private static final long serialVersionUID = 1;

    private final String id;
    private final String host;
    private final Boolean empty;
    private final String outcome;
    private final ArrayList<MigrationResult> moves = new ArrayList<>();
    private final Long longestDowntimeMillis;
    private final String plan;

    private EvacuationResult(String id, Report report, String plan) {
        this.id = id;
        this.plan = plan;
        host = report.host();
        empty = report.empty();
        outcome = Words.orNull(report.outcome());
        report.migrations().forEach(move -> moves.add(MigrationResult.of(move)));
        longestDowntimeMillis = report.migrations().stream()
                .map(MigrationRecord::downtimeMillis)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
    }

    /** @param id under which the build keeps the report, see {@code StepReport.getId} */
    public static EvacuationResult of(String id, Report report) {
        return new EvacuationResult(id, report, null);
    }

    /** @param plan its plan.json, or null */
    public static EvacuationResult of(String id, Report report, String plan) {
        return new EvacuationResult(id, report, plan);
    }

    /** What {@code returnVms} takes to bring the guests home. */
    @Whitelisted
    public String getId() {
        return id;
    }

    @Whitelisted
    public String getHost() {
        return host;
    }

    /** Whether it is proven that the host runs nothing; null where that is not known, or not the question. */
    @Whitelisted
    public Boolean getEmpty() {
        return empty;
    }

    /** Only where it is proven: for {@code if (drill.provenEmpty)}. */
    @Whitelisted
    public boolean isProvenEmpty() {
        return Boolean.TRUE.equals(empty);
    }

    /** succeeded, failed or aborted; null while it goes on. */
    @Whitelisted
    public String getOutcome() {
        return outcome;
    }

    @Whitelisted
    public boolean isSucceeded() {
        return Words.of(Outcome.SUCCEEDED).equals(outcome);
    }

    /** One for each guest that was moved or should have been, in the order of the report. */
    @Whitelisted
    public List<MigrationResult> getMoves() {
        return new ArrayList<>(moves);
    }

    /** The plan.json, for {@code evacuateHost(host: ..., plan: ...)} after somebody approved it; null for a return. */
    @Whitelisted
    public String getPlan() {
        return plan;
    }

    /** libvirt's figure; null if there is none for any move. */
    @Whitelisted
    public Long getLongestDowntimeMillis() {
        return longestDowntimeMillis;
    }

    @Whitelisted
    @Override
    public String toString() {
        long moved = moves.stream().filter(MigrationResult::isSucceeded).count();
        return host + ": " + moved + " of " + moves.size() + " moved"
                + (empty == null ? "" : empty ? ", it is empty" : ", it is not empty");
    }
}
