package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a destination can take.
 *
 * @param memory bytes for guests, after what its own system needs
 * @param cpus physical ones times the overcommit that is permitted; free: less the virtual ones of its active guests
 * @param stores bytes for copied disks, by file system (any name that tells them apart on this host)
 * @param groups of which a guest is there already
 * @param idle whether it runs no guest, so that it could be switched off
 */
public record HostCapacity(
        String name, Amount memory, Amount cpus, Map<String, Amount> stores, Set<String> groups, boolean idle) {

    public HostCapacity {
        Objects.requireNonNull(name, "name");
        stores = Map.copyOf(stores);
        groups = Set.copyOf(groups);
    }

    /** After a guest was promised its place: a move under way, which the host's own figures do not show yet. */
    public HostCapacity reserve(Guest guest, Route route) {
        Map<String, Amount> left = new LinkedHashMap<>(stores);
        route.space().forEach((store, bytes) -> left.computeIfPresent(store, (name, amount) -> amount.minus(bytes)));
        Set<String> taken = new LinkedHashSet<>(groups);
        taken.addAll(guest.groups());
        return new HostCapacity(name, memory.minus(guest.memoryBytes()), cpus.minus(guest.cpus()), left, taken, false);
    }
}
