package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import io.jenkins.plugins.libvirtmigration.jenkins.following.Verdict;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Judgement;
import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import io.jenkins.plugins.libvirtmigration.jenkins.result.MigrationResult;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** One guest is being moved. */
final class LiveMigrateExecution extends WorkExecution {
    private static final long serialVersionUID = 1;

    private final LiveMigrateStep step;

    LiveMigrateExecution(StepContext context, LiveMigrateStep step) {
        super(context);
        this.step = step;
    }

    @Override
    WorkRequest next() {
        step.thresholds();
        return step.request();
    }

    @Override
    Judgement judgement() {
        return step.thresholds();
    }

    @Override
    void done(Report report) throws IOException, InterruptedException {
        MigrationRecord move = report.migrations().get(0);
        log().say(Verdict.moved(move));
        Consequences.draw(report, step.thresholds(), site(), log());
        site().succeed(MigrationResult.of(move));
    }
}
