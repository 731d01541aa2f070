package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import io.jenkins.plugins.libvirtmigration.jenkins.result.PreparationResult;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Hosts are being looked at, or made ready. */
final class PrepareHypervisorExecution extends WorkExecution {
    private static final long serialVersionUID = 1;

    private final PrepareHypervisorStep step;

    PrepareHypervisorExecution(StepContext context, PrepareHypervisorStep step) {
        super(context);
        this.step = step;
    }

    @Override
    WorkRequest next() {
        return step.request();
    }

    @Override
    boolean acceptsFailure() {
        return !step.isFailOnFindings();
    }

    @Override
    void done(Report report) throws IOException, InterruptedException {
        PreparationResult result = PreparationResult.of(report);
        log().say(result.toString() + ".");
        site().succeed(result);
    }
}
