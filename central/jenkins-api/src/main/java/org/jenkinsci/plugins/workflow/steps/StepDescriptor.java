package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Descriptor;
import java.util.Map;
import java.util.Set;

public abstract class StepDescriptor extends Descriptor<Step> {
    public StepDescriptor() {}

    public abstract Set<? extends Class<?>> getRequiredContext();

    public Set<? extends Class<?>> getProvidedContext() {
        throw new UnsupportedOperationException("declared only");
    }

    public abstract String getFunctionName();

    public boolean takesImplicitBlockArgument() {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean isAdvanced() {
        throw new UnsupportedOperationException("declared only");
    }

    public String argumentsToString(Map<String, Object> map) {
        throw new UnsupportedOperationException("declared only");
    }
}
