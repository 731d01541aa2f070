package org.jenkinsci.plugins.workflow.flow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import java.io.IOException;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.StepContext;

public abstract class ErrorCondition extends AbstractDescribableImpl<ErrorCondition>
        implements ExtensionPoint, Serializable {
    public ErrorCondition() {}

    public abstract boolean test(@NonNull Throwable error, @CheckForNull StepContext context)
            throws IOException, InterruptedException;

    @Override
    public ErrorConditionDescriptor getDescriptor() {
        throw new UnsupportedOperationException("declared only");
    }

    public abstract static class ErrorConditionDescriptor extends Descriptor<ErrorCondition> {
        public ErrorConditionDescriptor() {}
    }
}
