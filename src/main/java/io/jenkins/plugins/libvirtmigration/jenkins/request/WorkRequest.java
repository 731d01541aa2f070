package io.jenkins.plugins.libvirtmigration.jenkins.request;

import hudson.security.Permission;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostResolver;
import java.io.IOException;
import java.io.Serializable;

/** Something that is wanted of the engine. */
public interface WorkRequest extends Serializable {

    /** Of the report: migrate, evacuate, return, prepare. */
    String kind();

    /** For people: what is done with whom. Costs nothing, as the kind and the host. */
    String title();

    /** The inventory's name of the host whose agent does it. */
    String host();

    /** What the build needs. */
    Permission permission();

    /** @throws IllegalArgumentException naming a parameter, its value and what would be right */
    void check();

    /**
     * The work, with the credentials of now.
     *
     * @param kept what builds know of earlier evacuations; it is only asked where that matters
     * @throws hudson.AbortException if the build may not or cannot do it
     */
    Work work(HostResolver hosts, KeptEvacuations kept) throws IOException;
}
