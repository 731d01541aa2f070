package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import io.jenkins.plugins.libvirtmigration.report.Report;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A host is being asked whether it runs a guest. */
final class AssertHostEmptyExecution extends WorkExecution {
    private static final long serialVersionUID = 1;

    private final AssertHostEmptyStep step;

    AssertHostEmptyExecution(StepContext context, AssertHostEmptyStep step) {
        super(context);
        this.step = step;
    }

    @Override
    WorkRequest next() {
        return step.request();
    }

    @Override
    void done(Report report) {
        site().succeed(null);
    }
}
