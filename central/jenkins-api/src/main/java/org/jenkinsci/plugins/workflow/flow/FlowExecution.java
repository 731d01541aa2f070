package org.jenkinsci.plugins.workflow.flow;

import org.jenkinsci.plugins.workflow.graph.FlowActionStorage;
import org.jenkinsci.plugins.workflow.graph.GraphLookupView;
import org.springframework.security.core.Authentication;

public abstract class FlowExecution implements FlowActionStorage, GraphLookupView {
    private FlowExecution() {}

    public Authentication getAuthentication2() {
        throw new UnsupportedOperationException("declared only");
    }
}
