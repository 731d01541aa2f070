package io.jenkins.plugins.libvirtmigration.evacuation.world;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;

/** Where guests are now. */
@FunctionalInterface
public interface Whereabouts {
    /**
     * Whether a host runs a guest, paused or not.
     *
     * @throws io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException when it cannot be asked
     */
    boolean isActiveOn(String host, Guest guest);

    /**
     * Whether it runs there and is not paused: one that is may be what a move has left.
     *
     * @throws io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException when it cannot be asked
     */
    default boolean isRunningOn(String host, Guest guest) {
        return isActiveOn(host, guest);
    }

    /**
     * Whether a host knows a guest, running or powered off.
     *
     * @throws io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException when it cannot be asked
     */
    default boolean isDefinedOn(String host, Guest guest) {
        return isActiveOn(host, guest);
    }
}
