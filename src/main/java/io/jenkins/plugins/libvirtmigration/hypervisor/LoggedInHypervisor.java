package io.jenkins.plugins.libvirtmigration.hypervisor;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDaemon;
import io.jenkins.plugins.libvirtmigration.ssh.SshHost;
import io.jenkins.plugins.libvirtmigration.ssh.SshSession;

/** A host over SSH whose libvirt may not answer: it is connected to at the first question, and again where that failed. */
final class LoggedInHypervisor implements Hypervisor {
    private final SshSession session;
    private final LibvirtDaemon daemon;
    private ConnectedHypervisor connected;

    LoggedInHypervisor(SshSession session, LibvirtDaemon daemon) {
        this.session = session;
        this.daemon = daemon;
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
        return connected().libvirt();
    }

    @Override
    public LibvirtConnection connect() {
        return connected().connect();
    }

    private synchronized ConnectedHypervisor connected() {
        if (connected == null) {
            connected = new ConnectedHypervisor(session, daemon, daemon.connect());
        }
        return connected;
    }

    @Override
    public synchronized boolean isAlive() {
        return connected == null ? session.isAlive() : connected.isAlive();
    }

    @Override
    public synchronized boolean renew() {
        return connected == null ? session.isAlive() : connected.renew();
    }

    @Override
    public synchronized void close() {
        if (connected == null) {
            session.close();
        } else {
            connected.close();
        }
    }
}
