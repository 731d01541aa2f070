package io.jenkins.plugins.libvirtmigration.hypervisor;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import java.util.function.Supplier;

/**
 * A host that is reached again after its connection was lost, so that what runs there can be asked when a daemon was
 * restarted or a link came back.
 */
public final class HypervisorLink implements AutoCloseable {
    private final String name;
    private final Supplier<Hypervisor> opener;
    private volatile Hypervisor current;
    private volatile boolean closed;

    /** @param opener opens the host; throws {@link HypervisorUnreachableException} */
    public HypervisorLink(String name, Supplier<Hypervisor> opener) {
        this.name = name;
        this.opener = opener;
    }

    public String name() {
        return name;
    }

    /**
     * The host, connected. Only what is lost is made anew: moves that block on connections of their own go on.
     *
     * @throws HypervisorUnreachableException when it cannot be reached now; a later call tries again
     */
    public synchronized Hypervisor get() {
        if (closed) {
            throw closedLink();
        }
        if (current != null && !current.isAlive() && !current.renew()) {
            current.close();
            current = null;
        }
        if (current == null) {
            current = opener.get();
        }
        if (closed) {
            current.close();
            throw closedLink();
        }
        return current;
    }

    /** Whether the connection stands, without an attempt to make one, and without waiting for one that is being made. */
    public boolean isAlive() {
        Hypervisor connected = current;
        return connected != null && connected.isAlive();
    }

    private IllegalStateException closedLink() {
        return new IllegalStateException("The link to " + name + " was closed.");
    }

    /** Does not wait for a connection that is being made: whoever makes it closes it. */
    @Override
    public void close() {
        closed = true;
        Hypervisor connected = current;
        if (connected != null) {
            connected.close();
        }
    }
}
