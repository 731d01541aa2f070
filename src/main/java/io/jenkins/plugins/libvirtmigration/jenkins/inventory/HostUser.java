package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import java.util.Optional;

/** A build, as far as the inventory has to know it. */
interface HostUser {

    /** The full name of its job. */
    String job();

    /** For an administrator who looks who used a host: the build and who started it. */
    String description();

    /** The host's credential, as this build may see it, and from now on recorded as used by it. */
    Optional<LoginKey> credential(InventoryHost host);
}
