package io.jenkins.plugins.libvirtmigration.hypervisor;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtConnection;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.ssh.FakeSshHost;

/** A host in memory: a shell that answers by rote and a libvirt without a daemon. */
public final class FakeHypervisor implements Hypervisor {
    public final FakeSshHost ssh = new FakeSshHost();
    public final FakeLibvirtConnection libvirt;
    public boolean alive = true;
    /** What is left when it is not alive: a way to ask anew. */
    public boolean renewable;

    public boolean closed;
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
        return libvirt;
    }

    @Override
    public LibvirtConnection connect() {
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
