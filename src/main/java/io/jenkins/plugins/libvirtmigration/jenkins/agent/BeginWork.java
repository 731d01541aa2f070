package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.util.Optional;
import jenkins.agents.ControllerToAgentCallable;

/**
 * Begins a work on an agent and comes back at once.
 *
 * @param id of the work; to begin it twice does nothing
 * @param earlierReport its newest report, or null
 * @param resumed whether it was begun before, somewhere
 * @param aborted whether it is to end as soon as it is proven where every guest runs
 * @param begunMillisAgo since it was begun for the first time; a duration, since two machines' clocks differ
 */
public record BeginWork(
        String id, Work work, String earlierReport, boolean resumed, boolean aborted, long begunMillisAgo)
        implements ControllerToAgentCallable<WorkStatus, RuntimeException> {
    private static final long serialVersionUID = 1;

    @Override
    public WorkStatus call() {
        Workplace.begin(this);
        return new LookAtWork(id, 0, 0).call();
    }

    Optional<Report> earlier() {
        return Optional.ofNullable(earlierReport).map(json -> ReportFile.parse(json, "The report so far"));
    }
}
