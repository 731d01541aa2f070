package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The hosts of the inventory, found by their names. */
final class HostList {
    private final List<InventoryHost> hosts;

    /** @throws IllegalArgumentException where two have the same name, which upper and lower case do not make another */
    HostList(Collection<InventoryHost> hosts) {
        this.hosts = List.copyOf(hosts);
        Set<String> names = new HashSet<>();
        for (InventoryHost host : hosts) {
            if (!names.add(host.getName().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(Messages.HostList_duplicate(host.getName()));
            }
        }
    }

    List<InventoryHost> all() {
        return hosts;
    }

    /** @throws IllegalArgumentException naming the text, the hosts there are, and what to do */
    InventoryHost require(String name) {
        return hosts.stream()
                .filter(host -> host.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(String.valueOf(name))));
    }

    private String unknown(String name) {
        String known = hosts.stream().map(InventoryHost::getName).collect(Collectors.joining(", "));
        return known.isEmpty()
                ? Messages.HostList_empty(Shown.text(name))
                : Messages.HostList_unknown(Shown.text(name), known);
    }
}
