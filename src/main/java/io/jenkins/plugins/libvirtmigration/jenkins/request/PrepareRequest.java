package io.jenkins.plugins.libvirtmigration.jenkins.request;

import hudson.security.Permission;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.PreparationWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostResolver;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtPermissions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A host and its peers are to be looked at, or made ready. */
public final class PrepareRequest implements WorkRequest {
    private static final long serialVersionUID = 1;

    private final String host;
    private final ArrayList<String> peers;
    private final String storage;
    private final String transport;
    private final boolean apply;

    /**
     * @param storage auto, shared or block
     * @param transport ssh or tls
     * @param apply false: not one byte is changed
     */
    public PrepareRequest(String host, List<String> peers, String storage, String transport, boolean apply) {
        this.host = Required.text("host", host);
        this.peers = new ArrayList<>(peers);
        this.storage = storage;
        this.transport = transport;
        this.apply = apply;
    }

    @Override
    public String kind() {
        return "prepare";
    }

    @Override
    public String title() {
        return peers.isEmpty() ? host : host + " ↔ " + String.join(", ", peers);
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public Permission permission() {
        return LibvirtPermissions.PREPARE;
    }

    @Override
    public void check() {
        new PreparationWork(List.of(), storage, transport, apply).request();
    }

    @Override
    public Work work(HostResolver hosts, KeptEvacuations kept) throws IOException {
        List<String> all = new ArrayList<>(List.of(host));
        all.addAll(peers);
        return new PreparationWork(hosts.resolve(all), storage, transport, apply);
    }
}
