package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import jenkins.agents.ControllerToAgentCallable;

/** The controller has the final report: what the agent kept of a work is removed. */
public record ForgetWork(String id) implements ControllerToAgentCallable<Boolean, RuntimeException> {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean call() {
        Workplace.forget(id);
        return Workplace.find(id).isEmpty();
    }
}
