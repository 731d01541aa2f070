package io.jenkins.plugins.libvirtmigration.jenkins.following;

import hudson.remoting.Callable;
import java.io.IOException;
import java.util.concurrent.Future;

/** The agents of this Jenkins, as far as a work needs them. */
public interface Agents {

    /** Whether the agent can be asked now. */
    boolean isOnline(String agent);

    /**
     * Asks, without waiting for the answer.
     *
     * @param preparing whether the agent is to get all classes of the engine first, so that it can go on without Jenkins
     * @throws IOException when the agent cannot be asked now
     */
    <T> Future<T> ask(String agent, Callable<T, RuntimeException> question, boolean preparing) throws IOException;
}
