package io.jenkins.plugins.libvirtmigration.hypervisor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** Logs in to hosts at the same time, while another one is logged in to or asked: that is most of what a short move takes. */
public final class Approach {
    private final List<HypervisorLink> links;
    private final Map<String, CompletableFuture<Hypervisor>> logins = new ConcurrentHashMap<>();
    private boolean begun;

    public Approach(List<HypervisorLink> links) {
        this.links = links;
    }

    /** Only the first time; does not wait. */
    public void begin() {
        if (begun) {
            return;
        }
        begun = true;
        for (HypervisorLink link : links) {
            CompletableFuture<Hypervisor> login = new CompletableFuture<>();
            logins.put(link.name(), login);
            Thread thread = new Thread(() -> login.completeAsync(link::get, Runnable::run), "login " + link.name());
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * The host, connected. What became of the first login is told once; after that it is tried again.
     *
     * @throws io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException when it cannot be reached
     */
    public Hypervisor reach(HypervisorLink link) {
        CompletableFuture<Hypervisor> login = logins.remove(link.name());
        if (login == null) {
            return link.get();
        }
        try {
            login.join();
            return link.get();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
