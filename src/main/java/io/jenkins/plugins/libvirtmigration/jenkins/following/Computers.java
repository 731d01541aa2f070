package io.jenkins.plugins.libvirtmigration.jenkins.following;

import java.util.List;
import java.util.Optional;

/** What there is to work on, as far as somebody who chooses an agent has to know it. */
public interface Computers {

    /**
     * One of them.
     *
     * @param name of its node
     * @param builtIn whether it is the controller itself
     */
    record Candidate(String name, boolean builtIn, boolean online) {}

    /** The one of that name, whatever its state. */
    Optional<Candidate> named(String name);

    /** Those with that label, or for which that expression of labels holds; none where there is no such label. */
    List<Candidate> labelled(String label);
}
