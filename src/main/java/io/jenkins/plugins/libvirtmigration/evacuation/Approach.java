package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** Logs in to all destinations at the same time, while the source is still logged in to and asked. */
final class Approach {
    private final List<HypervisorLink> links;
    private final Map<String, CompletableFuture<Hypervisor>> logins = new ConcurrentHashMap<>();
    private boolean begun;

    Approach(List<HypervisorLink> links) {
        this.links = links;
    }

    /** Only the first time; does not wait. */
    void begin() {
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
    Hypervisor reach(HypervisorLink link) {
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
