package io.jenkins.plugins.libvirtmigration.jenkins.following;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.following.Computers.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * On which agent the engine works: that of the build's node, or the one that the inventory names for the host. Never on
 * the controller, whose JVM would have to load a native library then.
 */
public final class AgentChoice {
    private static final String NOT_THE_CONTROLLER = "The engine needs libvirt's native library, which the controller's"
            + " JVM never loads: the built-in node does not count as an agent.";

    private final Computers computers;

    public AgentChoice(Computers computers) {
        this.computers = computers;
    }

    /**
     * @param around the node that the build has
     * @param wanted name or label that the inventory has for the host
     * @param host by the inventory's name
     * @return the name of a node that is online, or around the build
     * @throws AbortException when there is none, saying what to do
     */
    public String choose(Optional<Candidate> around, Optional<String> wanted, String host) throws AbortException {
        if (around.isPresent()) {
            if (around.get().builtIn()) {
                throw new AbortException("This runs on the built-in node. " + NOT_THE_CONTROLLER
                        + " Use an agent that reaches " + host + ", or leave out the node around the step and name an"
                        + " agent in Manage Jenkins » System » Libvirt Live Migration.");
            }
            return around.get().name();
        }
        return online(
                wanted.orElseThrow(() -> new AbortException("No agent is named for " + host + ": put the step inside"
                        + " node('...') { }, or name an agent in Manage Jenkins » System » Libvirt Live"
                        + " Migration.")),
                host);
    }

    private String online(String wanted, String host) throws AbortException {
        List<Candidate> candidates = new ArrayList<>();
        computers.named(wanted).ifPresent(candidates::add);
        candidates.addAll(computers.labelled(wanted));
        for (Candidate candidate : candidates) {
            if (candidate.online() && !candidate.builtIn()) {
                return candidate.name();
            }
        }
        boolean onlyController = !candidates.isEmpty() && candidates.stream().allMatch(Candidate::builtIn);
        throw new AbortException(
                onlyController
                        ? "The inventory names \"" + Shown.text(wanted) + "\" as the agent for " + host
                                + ", and that is the built-in node. " + NOT_THE_CONTROLLER + " Name another one."
                        : "No agent with the name or label \"" + Shown.text(wanted) + "\" is online, which the"
                                + " inventory names for " + host
                                + ". Start one, or put the step inside node('...') { }.");
    }
}
