package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtInventory;

/**
 * How much the inventory permits; a job may be more careful, never less.
 *
 * @param totalBandwidth null: no limit
 */
record InventoryLimits(Limits limits, String totalBandwidth) {

    /** Those of this Jenkins, as they are now. */
    static InventoryLimits now() {
        LibvirtInventory inventory = LibvirtInventory.get();
        return new InventoryLimits(inventory.limits(), Blank.toNull(inventory.getTotalBandwidth()));
    }
}
