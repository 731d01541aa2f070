package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The call that moves the guest. It blocks until the end, so it has a thread and connections of its own: five moves
 * over one connection were seen to starve every other call on it for seconds.
 */
final class Mover implements AutoCloseable {
    private final LibvirtConnection source;
    private final Optional<LibvirtConnection> destination;
    private final CompletableFuture<Optional<RuntimeException>> end = new CompletableFuture<>();

    private Mover(LibvirtConnection source, Optional<LibvirtConnection> destination) {
        this.source = source;
        this.destination = destination;
    }

    /** Connects and starts; errors of connecting are thrown here, those of moving come with the end. */
    static Mover start(Hypervisor from, Hypervisor to, UUID uuid, MigrationCall call) {
        LibvirtConnection source = from.connect();
        Mover mover;
        try {
            mover = new Mover(source, call.peerUri().isPresent() ? Optional.empty() : Optional.of(to.connect()));
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
        Thread thread = new Thread(() -> mover.move(uuid, call), "libvirt-migration-move-" + uuid);
        thread.setDaemon(true);
        thread.start();
        return mover;
    }

    private void move(UUID uuid, MigrationCall call) {
        try (LibvirtDomain domain = source.findDomain(uuid)
                .orElseThrow(() -> new LibvirtCallException(
                        LibvirtCallException.NO_DOMAIN, "The domain " + uuid + " is gone from the source."))) {
            if (call.peerUri().isPresent()) {
                domain.migrateToUri(call.peerUri().get(), call.parameters(), call.flags());
            } else {
                domain.migrate(destination.orElseThrow(), call.parameters(), call.flags());
            }
            end.complete(Optional.empty());
        } catch (RuntimeException e) {
            end.complete(Optional.of(e));
        } catch (Error e) {
            end.complete(Optional.of(new IllegalStateException("The call to libvirt broke: " + e, e)));
            throw e;
        }
    }

    /** Waits at most this long; whether the call has ended. */
    boolean await(Duration time) throws InterruptedException {
        try {
            end.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** What the call failed with; empty if it returned well, or has not ended. */
    Optional<RuntimeException> failure() {
        return end.getNow(Optional.empty());
    }

    /**
     * Whether the destination still answers on the connection that the call uses. That another one to the same host is lost
     * says nothing of this one. A peer-to-peer move has none: its daemon notices by itself.
     */
    boolean reachesDestination() {
        return destination.map(LibvirtConnection::isAlive).orElse(true);
    }

    /**
     * Nobody waits for the call any longer. Closing both sides now could leave the guest paused, so they are closed once it
     * has returned: until then they take room that the host's SSH server gives for ten.
     */
    void leave() {
        end.whenComplete((failure, error) -> close());
    }

    /**
     * Closes the source's side, which makes a blocked call fail. Never both sides at once: cut in the switch-over, a
     * managed move then leaves the guest paused on the source and gone from the destination.
     */
    void cutSource() {
        // On a thread of its own: closing waits a while for the call that it makes fail.
        Thread thread = new Thread(source::close, "libvirt-migration-cut");
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes what is still open, after the end. */
    @Override
    public void close() {
        source.close();
        destination.ifPresent(LibvirtConnection::close);
    }
}
