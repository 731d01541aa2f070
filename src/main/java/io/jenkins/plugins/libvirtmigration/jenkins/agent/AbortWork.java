package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import jenkins.agents.ControllerToAgentCallable;

/**
 * Asks a work to end, which it does when it is proven where every guest runs; also one that goes on from before the agent
 * connected anew. Answers whether the work is known, and so is sure to have heard of it.
 */
public record AbortWork(String id) implements ControllerToAgentCallable<Boolean, RuntimeException> {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean call() {
        // Looked for first: one that is begun in between would else be known without having heard of this.
        boolean known = Workplace.find(id).isPresent();
        FormerSelves.abort(id);
        return known;
    }
}
