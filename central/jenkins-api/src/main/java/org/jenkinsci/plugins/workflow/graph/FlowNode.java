package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Actionable;
import hudson.model.Saveable;

public abstract class FlowNode extends Actionable implements Saveable {
    private FlowNode() {}

    public String getId() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException("declared only");
    }
}
