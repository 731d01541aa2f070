package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;

public abstract class StepExecution implements Serializable {
    protected StepExecution() {}

    protected StepExecution(StepContext stepContext) {}

    public StepContext getContext() {
        throw new UnsupportedOperationException("declared only");
    }

    public abstract boolean start() throws Exception;

    public void stop(Throwable throwable) throws Exception {
        throw new UnsupportedOperationException("declared only");
    }

    public void onResume() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getStatus() {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean blocksRestart() {
        throw new UnsupportedOperationException("declared only");
    }
}
