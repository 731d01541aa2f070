package io.jenkins.plugins.libvirtmigration.jenkins.request;

import hudson.security.Permission;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.EmptinessWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostResolver;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtPermissions;
import java.io.IOException;

/** It is to be proven that a host runs no guest. */
public final class EmptyRequest implements WorkRequest {
    private static final long serialVersionUID = 1;

    private final String host;

    public EmptyRequest(String host) {
        this.host = Required.text("host", host);
    }

    @Override
    public String kind() {
        return "empty";
    }

    @Override
    public String title() {
        return host;
    }

    @Override
    public String host() {
        return host;
    }

    /** It only looks, and is what an evacuation ends with. */
    @Override
    public Permission permission() {
        return LibvirtPermissions.EVACUATE;
    }

    @Override
    public void check() {
        // A host's name is all there is, and the inventory knows which are right.
    }

    @Override
    public Work work(HostResolver hosts, KeptEvacuations kept) throws IOException {
        return new EmptinessWork(hosts.resolve(host));
    }
}
