package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;

public abstract class BodyExecutionCallback implements Serializable {
    public BodyExecutionCallback() {}

    public void onStart(StepContext stepContext) {
        throw new UnsupportedOperationException("declared only");
    }

    public abstract void onSuccess(StepContext stepContext, Object object);

    public abstract void onFailure(StepContext stepContext, Throwable throwable);

    public abstract static class TailCall extends BodyExecutionCallback {
        public TailCall() {}

        protected abstract void finished(StepContext stepContext) throws Exception;
    }
}
