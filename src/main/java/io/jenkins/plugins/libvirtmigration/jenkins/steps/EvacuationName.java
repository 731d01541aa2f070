package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which evacuation somebody means: an id in the same build, {@code JOB#NUMBER} or {@code JOB#NUMBER:ID}, or nothing for
 * the last one of the same build.
 */
final class EvacuationName {
    private static final Pattern ELSEWHERE = Pattern.compile("(.+#[0-9]{1,9})(?::([A-Za-z0-9_-]+))?");

    private final String build;
    private final String id;

    /** @param text may be null */
    EvacuationName(String text) {
        Matcher elsewhere = ELSEWHERE.matcher(text == null ? "" : text);
        boolean other = elsewhere.matches();
        build = other ? elsewhere.group(1) : null;
        id = other ? elsewhere.group(2) : text;
    }

    /** {@code JOB#NUMBER}; null: the same build. */
    String build() {
        return build;
    }

    /**
     * Whose evacuation it is.
     *
     * @param steps of the build
     * @throws AbortException if the build has none that is meant
     */
    String host(List<StepReport> steps) throws AbortException {
        return steps.stream()
                .filter(step -> step.getKind().equals(Away.EVACUATION))
                .filter(step -> id == null || step.getId().equals(id))
                .reduce((earlier, later) -> later)
                .map(Away::host)
                .orElseThrow(() -> new AbortException("evacuation: "
                        + (build == null ? "this build" : Shown.text(build))
                        + " has no evacuation" + (id == null ? "" : " " + Shown.text(id)) + ". Give the id of what"
                        + " evacuateHost returned, or JOB#NUMBER of another build."));
    }
}
