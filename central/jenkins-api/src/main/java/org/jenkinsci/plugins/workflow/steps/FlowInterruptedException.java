package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Result;
import java.util.List;
import jenkins.model.CauseOfInterruption;

public final class FlowInterruptedException extends InterruptedException {
    public FlowInterruptedException(Result result, CauseOfInterruption... causeOfInterruptions) {}

    public FlowInterruptedException(Result result, boolean flag, CauseOfInterruption... causeOfInterruptions) {}

    public Result getResult() {
        throw new UnsupportedOperationException("declared only");
    }

    public List<CauseOfInterruption> getCauses() {
        throw new UnsupportedOperationException("declared only");
    }
}
