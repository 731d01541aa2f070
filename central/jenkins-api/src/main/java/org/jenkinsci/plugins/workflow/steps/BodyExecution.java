package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;
import java.util.concurrent.Future;
import jenkins.model.CauseOfInterruption;

public abstract class BodyExecution implements Future<Object>, Serializable {
    public BodyExecution() {}

    public boolean cancel(CauseOfInterruption... causeOfInterruptions) {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean cancel(boolean flag) {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean cancel(Throwable throwable) {
        throw new UnsupportedOperationException("declared only");
    }
}
