package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import jenkins.agents.ControllerToAgentCallable;

/**
 * Asks a work to end, which it does when it is proven where every guest runs; also one that goes on from before the agent
 * connected anew. Answers whether the work is known.
 */
public record AbortWork(String id) implements ControllerToAgentCallable<Boolean, RuntimeException> {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean call() {
        FormerSelves.abort(id);
        return Workplace.find(id).isPresent();
    }
}
