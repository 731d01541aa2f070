package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import jenkins.agents.ControllerToAgentCallable;

/**
 * Asks how a work is getting on.
 *
 * @param sentencesFrom how many sentences are known already
 * @param reportRevision of the report that is known already
 */
public record LookAtWork(String id, int sentencesFrom, long reportRevision)
        implements ControllerToAgentCallable<WorkStatus, RuntimeException> {
    private static final long serialVersionUID = 1;

    @Override
    public WorkStatus call() {
        return Workplace.find(id)
                .map(work -> work.look(sentencesFrom, reportRevision))
                .orElseGet(WorkStatus::unknown);
    }
}
