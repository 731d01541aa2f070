package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.ssh.SshHost;

/** A hypervisor that reports call as the inventory does, and not by its address. */
record NamedHypervisor(String name, Hypervisor reached) implements Hypervisor {

    @Override
    public HypervisorAddress address() {
        return reached.address();
    }

    @Override
    public SshHost ssh() {
        return reached.ssh();
    }

    @Override
    public LibvirtConnection libvirt() {
        return reached.libvirt();
    }

    @Override
    public LibvirtConnection connect() {
        return reached.connect();
    }

    @Override
    public boolean isAlive() {
        return reached.isAlive();
    }

    @Override
    public boolean renew() {
        return reached.renew();
    }

    @Override
    public void close() {
        reached.close();
    }
}
