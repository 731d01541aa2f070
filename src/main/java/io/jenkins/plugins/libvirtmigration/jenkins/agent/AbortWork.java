package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import java.util.Optional;
import jenkins.agents.ControllerToAgentCallable;

/** Asks a work to end, which it does when it is proven where every guest runs. Answers whether there is such a work. */
public record AbortWork(String id) implements ControllerToAgentCallable<Boolean, RuntimeException> {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean call() {
        Optional<RunningWork> work = Workplace.find(id);
        work.ifPresent(running -> running.abort().request());
        return work.isPresent();
    }
}
