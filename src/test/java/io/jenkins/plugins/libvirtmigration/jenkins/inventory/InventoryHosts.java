package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import java.util.List;

/** Hosts as an administrator would enter them. */
final class InventoryHosts {
    /** A public key that nobody holds the private half of. */
    static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    private InventoryHosts() {}

    /** Ready for use by every job. */
    static InventoryHost host(String name) {
        InventoryHost host = new InventoryHost(name, name + ".example.org");
        host.setCredentialsId("kvm-admin");
        host.setHostKey(KEY);
        return host;
    }

    static InventoryHost forJobs(String name, String... patterns) {
        InventoryHost host = host(name);
        host.setAllowedJobs(List.of(patterns));
        return host;
    }
}
