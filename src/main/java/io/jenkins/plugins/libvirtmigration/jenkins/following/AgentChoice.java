package io.jenkins.plugins.libvirtmigration.jenkins.following;

import hudson.AbortException;
import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.InventoryHost;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtInventory;
import jenkins.model.Jenkins;

/** On which agent the engine works: that of the build's node, or the one that the inventory names for the host. */
public final class AgentChoice {
    private AgentChoice() {}

    /**
     * @param around the node that the build has, or null
     * @throws AbortException when neither names one that is online
     */
    public static String of(Computer around, InventoryHost host) throws AbortException {
        if (around != null) {
            return around.getName();
        }
        return online(
                LibvirtInventory.get()
                        .agentFor(host)
                        .orElseThrow(() -> new AbortException("No agent is named for " + host.getName() + ": put the"
                                + " step inside node('...') { }, or name an agent in Manage Jenkins » System » Libvirt"
                                + " Live Migration.")),
                host);
    }

    private static String online(String wanted, InventoryHost host) throws AbortException {
        Computer named = Jenkins.get().getComputer(wanted);
        if (named != null && named.isOnline()) {
            return named.getName();
        }
        Label label = Jenkins.get().getLabel(wanted);
        if (label != null) {
            for (Node node : label.getNodes()) {
                Computer computer = node.toComputer();
                if (computer != null && computer.isOnline()) {
                    return computer.getName();
                }
            }
        }
        throw new AbortException("No agent with the name or label \"" + wanted + "\" is online, which the inventory"
                + " names for " + host.getName() + ". Start one, or put the step inside node('...') { }.");
    }
}
