package io.jenkins.plugins.libvirtmigration.jenkins.following;

import io.jenkins.plugins.libvirtmigration.jenkins.agent.AbortWork;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The abort of a work that nobody waits for any more. Its order may still be on its way and arrive after the first abort,
 * and its agent may be away just now: so it is told again until it says that it knows the work.
 */
final class Abandonment {
    private static final Logger LOGGER = Logger.getLogger(Abandonment.class.getName());

    private final String id;
    private final String agent;
    private final long since;
    private Future<Boolean> asked;
    private long askedAt;

    /** @param now milliseconds since 1970 */
    Abandonment(String id, String agent, long now) {
        this.id = id;
        this.agent = agent;
        since = now;
    }

    /** @return whether nothing is left to do: the agent has heard of it, or did not for longer than one may stay away */
    boolean isOver(Agents agents, long now) {
        if (isHeard()) {
            return true;
        }
        if (now - since > FollowedWork.AGENT_BOUND.toMillis()) {
            LOGGER.warning(() -> "The agent " + agent + " did not say that it has aborted the work " + id
                    + ", whose build is over: look at the hosts.");
            return true;
        }
        boolean due = asked != null
                && !asked.isDone()
                && Duration.ofMillis(now - askedAt).compareTo(FollowedWork.ANSWER_BOUND) < 0;
        if (!due) {
            ask(agents);
            askedAt = now;
        }
        return false;
    }

    private void ask(Agents agents) {
        try {
            asked = agents.ask(agent, new AbortWork(id), false);
        } catch (IOException e) {
            asked = null;
            LOGGER.log(Level.FINE, "Not told to abort yet", e);
        }
    }

    private boolean isHeard() {
        try {
            return asked != null && asked.isDone() && asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (CancellationException | ExecutionException e) {
            LOGGER.log(Level.FINE, "Not told to abort yet", e);
            return false;
        }
    }
}
