package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import java.util.List;
import jenkins.model.Jenkins;

/** The hosts of the inventory in the form of a step: whoever may see how the job is configured sees those it may use. */
public final class HostChoice {

    private HostChoice() {}

    /** @param job whose form it is; null for none */
    public static ComboBoxModel fill(Item job) {
        return new ComboBoxModel(names(job));
    }

    /** @param value the name of one host */
    public static FormValidation check(Item job, String value) {
        if (!maySee(job)) {
            return FormValidation.ok();
        }
        if (HostRules.isBlank(value)) {
            return FormValidation.error(Messages.HostChoice_missing());
        }
        try {
            InventoryHost host = LibvirtInventory.get().require(value.strip());
            return job == null || host.admits(job.getFullName())
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.HostResolver_notAdmitted(job.getFullName(), host.getName()));
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** The hosts that a job may use, in the order of the inventory; none for whoever may not see the job's form. */
    public static List<String> names(Item job) {
        if (!maySee(job)) {
            return List.of();
        }
        return LibvirtInventory.get().getHosts().stream()
                .filter(host -> job == null || host.admits(job.getFullName()))
                .map(InventoryHost::getName)
                .toList();
    }

    private static boolean maySee(Item job) {
        return job == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : job.hasPermission(Item.EXTENDED_READ);
    }
}
