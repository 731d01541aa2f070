package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.Serializable;
import java.util.List;

/**
 * Something that the engine does on an agent. It goes over remoting with the secrets it needs and is never written to a
 * disk on either side.
 */
public interface Work extends Serializable {

    /**
     * Blocks until it is done, and proven or given up. Soon after {@link WorkSite#abort} was asked for it ends, with a
     * report that says where every guest runs.
     *
     * @throws IllegalArgumentException when what is asked for makes no sense; the message names value, reason and remedy
     */
    Report run(WorkSite site) throws InterruptedException;

    /** The inventory's names of the hosts that guests are left on until a return brings them home; none where none are. */
    default List<String> refuges() {
        return List.of();
    }
}
