package io.jenkins.plugins.libvirtmigration.offline;

import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * The call that asks a guest to shut down. One with an agent keeps it for as long as it shuts down, and one whose agent is
 * silent for a minute; so it has a thread and a connection of its own, and who waits for the guest looks on meanwhile.
 */
final class ShutdownRequest implements AutoCloseable {
    /** At one host, at a time: each has a channel, of which sshd may permit ten, and moves have theirs. */
    private static final int PLACES = 3;

    private static final Map<HypervisorLink, Semaphore> AT = Collections.synchronizedMap(new WeakHashMap<>());

    private final LibvirtConnection connection;
    private final CompletableFuture<Optional<RuntimeException>> end = new CompletableFuture<>();

    private ShutdownRequest(LibvirtConnection connection) {
        this.connection = connection;
    }

    /**
     * From here on the guest may have been asked, whatever becomes of the call. Empty where it was not: it is gone, or the
     * host has as many of these calls to answer as it may have.
     *
     * @throws io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException where it was not asked either
     * @throws io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException likewise
     */
    static Optional<ShutdownRequest> make(HypervisorLink host, UUID uuid) {
        Semaphore places = AT.computeIfAbsent(host, any -> new Semaphore(PLACES));
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        LibvirtConnection connection = null;
        boolean asks = false;
        try {
            connection = host.get().connect();
            ShutdownRequest request = new ShutdownRequest(connection);
            Optional<LibvirtDomain> domain = connection.findDomain(uuid);
            if (domain.isEmpty()) {
                return Optional.empty();
            }
            Thread thread = new Thread(() -> request.ask(domain.get(), places), "shutdown of " + uuid);
            thread.setDaemon(true);
            thread.start();
            asks = true;
            return Optional.of(request);
        } finally {
            if (!asks) {
                places.release();
                if (connection != null) {
                    connection.close();
                }
            }
        }
    }

    private void ask(LibvirtDomain domain, Semaphore places) {
        try (domain) {
            domain.shutDown();
            end.complete(Optional.empty());
        } catch (RuntimeException e) {
            end.complete(Optional.of(e));
        } finally {
            connection.close();
            places.release();
        }
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** What the call failed with; empty if it returned well, or has not ended. */
    Optional<RuntimeException> failure() {
        return end.getNow(Optional.empty());
    }

    /** Waits for the call no longer. */
    @Override
    public void close() {
        connection.close();
    }
}
