package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.libvirtmigration.jenkins.following.BuildObserver;
import io.jenkins.plugins.libvirtmigration.jenkins.following.Verdict;
import io.jenkins.plugins.libvirtmigration.jenkins.request.Thresholds;
import io.jenkins.plugins.libvirtmigration.report.Report;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** What it means for the stage that a threshold was exceeded, although every guest was moved. */
final class Consequences {
    private Consequences() {}

    /** @throws AbortException where that was asked for */
    static void draw(Report report, Thresholds thresholds, Run<?, ?> run, FlowNode node, BuildObserver log)
            throws AbortException {
        String exceeded = Verdict.judge(report, thresholds, log);
        if (!exceeded.isEmpty()) {
            node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(exceeded));
            run.setResult(Result.UNSTABLE);
        }
    }
}
