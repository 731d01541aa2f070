package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.check.Shown;
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
    public boolean start() throws Exception {
        try {
            begin(step.request(), nodeId());
        } catch (IllegalArgumentException e) {
            throw new AbortException(Shown.line(e.getMessage()));
        }
        return false;
    }

    @Override
    void done(Report report) {
        getContext().onSuccess(null);
    }
}
