package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.logging.Logger;

/**
 * The way from a name in a Jenkinsfile to a host that can be logged in to, for one build: the name is in the inventory,
 * the build's job may use that host, its host key is pinned, and the build finds its credential. Everything is looked up
 * anew each time, so that a step that goes on after a restart sees the inventory, the rights and the credentials of now.
 */
public final class HostResolver {
    private static final Logger LOGGER = Logger.getLogger(HostResolver.class.getName());

    private final HostList hosts;
    private final HostUser user;

    HostResolver(HostList hosts, HostUser user) {
        this.hosts = hosts;
        this.user = user;
    }

    /** For a build that runs or goes on. */
    public static HostResolver forBuild(Run<?, ?> run) {
        return new HostResolver(LibvirtInventory.get().hostList(), new BuildHostUser(run));
    }

    /**
     * The host of that name, with its credential, which is recorded as used by the build.
     *
     * @throws AbortException naming the host, why the build may not or cannot use it, and what to do about it
     */
    public ResolvedHost resolve(String name) throws AbortException {
        InventoryHost host = admitted(name);
        if (host.getHostKey().isEmpty()) {
            throw new AbortException(Messages.ResolvedHost_noHostKey(host.getName()));
        }
        if (host.getCredentialsId().isEmpty()) {
            throw new AbortException(Messages.HostResolver_noCredential(host.getName()));
        }
        LoginKey key = user.credential(host)
                .orElseThrow(() -> new AbortException(Messages.HostResolver_credentialNotFound(
                        host.getName(), Shown.text(host.getCredentialsId()), Shown.text(user.job()))));
        try {
            ResolvedHost resolved = new ResolvedHost(host, key);
            LOGGER.info(() -> user.description() + " uses the hypervisor " + resolved + " with the credential "
                    + Shown.text(key.id()));
            return resolved;
        } catch (IllegalArgumentException e) {
            throw new AbortException(Messages.HostResolver_unusable(host.getName(), e.getMessage()));
        }
    }

    /**
     * Several hosts, in that order.
     *
     * @throws AbortException as {@link #resolve(String)}, and where one is named twice
     */
    public List<ResolvedHost> resolve(List<String> names) throws AbortException {
        if (new LinkedHashSet<>(names).size() < names.size()) {
            throw new AbortException(Messages.HostResolver_namedTwice(Shown.text(String.join(", ", names))));
        }
        List<ResolvedHost> resolved = new ArrayList<>();
        for (String name : names) {
            resolved.add(resolve(name));
        }
        return resolved;
    }

    /**
     * The names of the hosts with a label that the build's job may use, in the order of the inventory.
     *
     * @throws AbortException where there is none, naming the label
     */
    public List<String> labelled(String label) throws AbortException {
        List<String> names = hosts.all().stream()
                .filter(host -> host.labelSet().contains(label) && host.admits(user.job()))
                .map(InventoryHost::getName)
                .toList();
        if (names.isEmpty()) {
            throw new AbortException(Messages.HostResolver_noneLabelled(Shown.text(label), Shown.text(user.job())));
        }
        return names;
    }

    /**
     * The inventory's entry, without a look at credentials: for refusing a request before anything is begun.
     *
     * @throws AbortException where there is no such host, or the build's job may not use it
     */
    public InventoryHost admitted(String name) throws AbortException {
        InventoryHost host;
        try {
            host = hosts.require(name);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        if (!host.admits(user.job())) {
            throw new AbortException(Messages.HostResolver_notAdmitted(Shown.text(user.job()), host.getName()));
        }
        return host;
    }
}
