package io.jenkins.plugins.libvirtmigration.jenkins.request;

import hudson.security.Permission;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.MoveOptions;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.MoveWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostResolver;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtPermissions;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.ResolvedHost;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One guest is to be moved. */
public final class MoveRequest implements WorkRequest {
    private static final long serialVersionUID = 1;

    private final String vm;
    private final String from;
    private final String to;
    private final String probe;
    private final MoveOptions options;

    /** @param probe the guest's address, or null */
    public MoveRequest(String vm, String from, String to, String probe, MoveOptions options) {
        this.vm = Required.text("vm", vm);
        this.from = Required.text("from", from);
        this.to = Required.text("to", to);
        this.probe = probe;
        this.options = options;
    }

    @Override
    public String kind() {
        return "migrate";
    }

    @Override
    public String title() {
        return vm + ": " + from + " → " + to;
    }

    @Override
    public String host() {
        return from;
    }

    @Override
    public Permission permission() {
        return LibvirtPermissions.MIGRATE;
    }

    @Override
    public void check() {
        if (from.equals(to)) {
            throw new IllegalArgumentException(
                    "from and to both name " + from + ": name another host as the destination.");
        }
        options.request(vm, probe, Optional.empty());
    }

    @Override
    public Work work(HostResolver hosts, KeptEvacuations kept) throws IOException {
        List<ResolvedHost> both = hosts.resolve(List.of(from, to));
        return new MoveWork(vm, probe, both.get(0), both.get(1), options);
    }
}
