package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.report.MigrationsAction;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;

/** The reports of evacuations that builds keep. */
final class Evacuations {
    private static final String KIND = "evacuate";
    private static final Pattern ELSEWHERE = Pattern.compile("(.+)#([0-9]{1,9})(?::([A-Za-z0-9_-]+))?");

    private Evacuations() {}

    /**
     * @param wanted an id in this build, {@code JOB#NUMBER} or {@code JOB#NUMBER:ID}; null: the last one of this build
     * @return its report.json; empty where the evacuation was refused before it began, so that it moved nothing
     * @throws AbortException if there is no such evacuation
     */
    static Optional<String> find(Run<?, ?> run, String wanted) throws AbortException {
        Matcher elsewhere = ELSEWHERE.matcher(wanted == null ? "" : wanted);
        boolean other = elsewhere.matches();
        Run<?, ?> from = other ? build(run, elsewhere.group(1), Integer.parseInt(elsewhere.group(2))) : run;
        String id = other ? elsewhere.group(3) : wanted;
        MigrationsAction action = from.getAction(MigrationsAction.class);
        List<StepReport> all = action == null
                ? List.of()
                : action.getSteps().stream()
                        .filter(step -> step.getKind().equals(KIND))
                        .filter(step -> id == null || step.getId().equals(id))
                        .toList();
        if (all.isEmpty()) {
            throw new AbortException("evacuation: " + from.getFullDisplayName() + " has no evacuation"
                    + (id == null ? "" : " " + Shown.text(id)) + ". Give the id of what evacuateHost returned, or"
                    + " JOB#NUMBER of another build.");
        }
        return all.get(all.size() - 1).stored();
    }

    /** Only what the job itself could be shown: a job of another folder may be none of its business. */
    private static Run<?, ?> build(Run<?, ?> run, String job, int number) throws AbortException {
        Job<?, ?> found = job.equals(run.getParent().getFullName())
                ? run.getParent()
                : Jenkins.get().getItemByFullName(job, Job.class);
        Run<?, ?> build = found == null ? null : found.getBuildByNumber(number);
        if (build == null) {
            throw new AbortException("evacuation: there is no build " + Shown.text(job) + "#" + number
                    + ", or this build may not see it.");
        }
        return build;
    }
}
