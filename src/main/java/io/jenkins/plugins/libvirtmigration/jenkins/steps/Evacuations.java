package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.report.MigrationsAction;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.jenkins.request.KeptEvacuations;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.util.List;
import jenkins.model.Jenkins;

/** The evacuations of a build, and of others that it may see. */
public final class Evacuations implements KeptEvacuations {
    private final Run<?, ?> run;

    public Evacuations(Run<?, ?> run) {
        this.run = run;
    }

    /** What its steps did, in the order in which they began. */
    static List<StepReport> steps(Run<?, ?> build) {
        MigrationsAction action = build.getAction(MigrationsAction.class);
        return action == null ? List.of() : action.getSteps();
    }

    /**
     * Of another build, or of this one.
     *
     * @param build {@code JOB#NUMBER}; null: this one
     * @throws AbortException if there is no such build, or whoever this thread runs as may not see it
     */
    List<StepReport> steps(String build) throws AbortException {
        return steps(build == null ? run : find(build));
    }

    @Override
    public Report away(String build, String host) throws AbortException {
        return Away.of(steps(build), host).report();
    }

    /** Only what the job itself could be shown: a job of another folder may be none of its business. */
    private Run<?, ?> find(String build) throws AbortException {
        int parted = build.lastIndexOf('#');
        String job = build.substring(0, parted);
        Job<?, ?> found = job.equals(run.getParent().getFullName())
                ? run.getParent()
                : Jenkins.get().getItemByFullName(job, Job.class);
        Run<?, ?> other = found == null ? null : found.getBuildByNumber(Integer.parseInt(build.substring(parted + 1)));
        if (other == null) {
            throw new AbortException(
                    "evacuation: there is no build " + Shown.text(build) + ", or this build may not see it.");
        }
        return other;
    }
}
