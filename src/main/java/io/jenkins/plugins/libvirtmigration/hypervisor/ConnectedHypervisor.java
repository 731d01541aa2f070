package io.jenkins.plugins.libvirtmigration.hypervisor;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDaemon;
import io.jenkins.plugins.libvirtmigration.ssh.SshHost;
import io.jenkins.plugins.libvirtmigration.ssh.SshSession;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A host over SSH, with the libvirt connections that were opened to it. */
final class ConnectedHypervisor implements Hypervisor {
    private final SshSession session;
    private final LibvirtDaemon daemon;
    private volatile LibvirtConnection watching;
    private final Set<LibvirtConnection> more = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /** @param watching the connection for asking */
    ConnectedHypervisor(SshSession session, LibvirtDaemon daemon, LibvirtConnection watching) {
        this.session = session;
        this.daemon = daemon;
        this.watching = watching;
    }

    @Override
    public HypervisorAddress address() {
        return session.address();
    }

    @Override
    public SshHost ssh() {
        return session;
    }

    @Override
    public LibvirtConnection libvirt() {
        return watching;
    }

    @Override
    public LibvirtConnection connect() {
        more.removeIf(ConnectedHypervisor::isOver);
        LibvirtConnection connection = daemon.connect();
        more.add(connection);
        return connection;
    }

    /** One that its user closed, or that is lost: then closing it frees what is left. */
    private static boolean isOver(LibvirtConnection connection) {
        if (connection.isAlive()) {
            return false;
        }
        connection.close();
        return true;
    }

    @Override
    public boolean isAlive() {
        return session.isAlive() && watching.isAlive();
    }

    @Override
    public boolean renew() {
        if (!session.isAlive()) {
            return false;
        }
        // First, so that there is room for the new one: sshd permits ten channels at a time.
        watching.close();
        LibvirtConnection anew = daemon.connect();
        synchronized (this) {
            if (!closed) {
                watching = anew;
                return true;
            }
        }
        anew.close();
        return false;
    }

    /** Over a dead link nobody waits for goodbyes: the SSH connection goes first then, and the others fall with it. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (!session.isAlive()) {
            session.close();
        }
        more.forEach(LibvirtConnection::close);
        more.clear();
        watching.close();
        session.close();
    }
}
