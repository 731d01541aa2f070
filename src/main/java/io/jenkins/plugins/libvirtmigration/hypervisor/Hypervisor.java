package io.jenkins.plugins.libvirtmigration.hypervisor;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.libvirt.HostMemory;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.ssh.SshHost;

/** A host reached over one SSH connection, with as many libvirt connections over it as are asked for. */
public interface Hypervisor extends AutoCloseable {

    HypervisorAddress address();

    /** The host's own name in reports. */
    default String name() {
        return address().name();
    }

    SshHost ssh();

    /** The connection for asking. Calls on it are short: a call that blocks wants {@link #connect()}. */
    LibvirtConnection libvirt();

    /**
     * One more libvirt connection over the same SSH connection. A migration blocks the connection that it was called
     * on for as long as it lasts, and libvirtd serves only five calls of one client at a time (max_client_requests).
     * The caller closes it.
     */
    LibvirtConnection connect();

    /** What the host can give to guests, as its kernel estimates it, or where that is not shown, by libvirt's figures. */
    default HostMemory memory() {
        return KernelMemory.read(ssh()).orElseGet(() -> libvirt().memory());
    }

    /** Whether SSH and libvirt answered to the last keep-alive; false turns into true again by {@link #renew()} alone. */
    boolean isAlive();

    /**
     * Makes the connection for asking anew where it alone is lost: a call that a daemon did not answer ends it, and moves
     * that block on others go on. False where there is nothing to make it over, and all has to be made anew.
     *
     * @throws io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException where libvirt does not answer now
     */
    default boolean renew() {
        return false;
    }

    /** Closes the libvirt connections, the SSH connection and what they left on disk. Never throws. */
    @Override
    void close();
}
