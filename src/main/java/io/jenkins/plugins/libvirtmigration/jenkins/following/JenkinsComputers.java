package io.jenkins.plugins.libvirtmigration.jenkins.following;

import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;

/** The computers of this Jenkins. */
public final class JenkinsComputers implements Computers {

    /** @param computer may be null */
    public static Optional<Candidate> candidate(Computer computer) {
        // Only the built-in node has no name (Jenkins.MasterComputer).
        return Optional.ofNullable(computer)
                .map(found -> new Candidate(found.getName(), found.getName().isEmpty(), found.isOnline()));
    }

    @Override
    public Optional<Candidate> named(String name) {
        return candidate(Jenkins.get().getComputer(name));
    }

    @Override
    public List<Candidate> labelled(String wanted) {
        Label label = Jenkins.get().getLabel(wanted);
        List<Candidate> found = new ArrayList<>();
        if (label != null) {
            for (Node node : label.getNodes()) {
                candidate(node.toComputer()).ifPresent(found::add);
            }
        }
        return found;
    }
}
