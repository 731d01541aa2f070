package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.jenkins.following.BuildObserver;
import io.jenkins.plugins.libvirtmigration.jenkins.following.Verdict;
import io.jenkins.plugins.libvirtmigration.jenkins.request.Thresholds;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;

/** What it means for the stage that a threshold was exceeded, although every guest was moved. */
final class Consequences {
    private Consequences() {}

    /** @throws AbortException where that was asked for */
    static void draw(Report report, Thresholds thresholds, StepSite site, BuildObserver log)
            throws IOException, InterruptedException {
        String exceeded = Verdict.judge(report, thresholds, log);
        if (!exceeded.isEmpty()) {
            site.unstable(exceeded);
        }
    }
}
