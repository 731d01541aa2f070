package io.jenkins.plugins.libvirtmigration.hypervisor;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtConnection;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.ssh.FakeSshHost;
import java.util.Optional;

/** A host in memory: a shell that answers by rote and a libvirt without a daemon. */
public final class FakeHypervisor implements Hypervisor {
    public final FakeSshHost ssh = new FakeSshHost();
    public final FakeLibvirtConnection libvirt;
    public boolean alive = true;
    /** What is left when it is not alive: a way to ask anew. */
    public boolean renewable;

    public boolean closed;
    /** Why its libvirt does not answer, where it does not. */
    public Optional<HypervisorUnreachableException> silence = Optional.empty();
    /** How often its libvirt was connected to, in vain or not. */
    public int connections;

    private final HypervisorAddress address;

    /** @param address as on the command line, for example {@code root@10.77.0.11} */
    public FakeHypervisor(String address) {
        this.address = HypervisorAddress.parse(address);
        this.libvirt = new FakeLibvirtConnection(this.address.host());
    }

    @Override
    public HypervisorAddress address() {
        return address;
    }

    @Override
    public FakeSshHost ssh() {
        return ssh;
    }

    @Override
    public LibvirtConnection libvirt() {
        return connect();
    }

    @Override
    public LibvirtConnection connect() {
        connections++;
        if (silence.isPresent()) {
            throw silence.get();
        }
        return libvirt;
    }

    @Override
    public boolean isAlive() {
        return alive;
    }

    @Override
    public boolean renew() {
        alive = renewable;
        return renewable;
    }

    @Override
    public void close() {
        alive = false;
        closed = true;
    }
}
