package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A guest of the host that is emptied, as the planner sees it.
 *
 * @param memoryBytes that a destination must have free: the most that it may use, 0 for one that is powered off
 * @param cpus virtual ones, 0 for a guest that is powered off
 * @param expectedBytes of memory that will probably be carried: what it uses now
 * @param priority higher goes first; 0 if nobody said
 * @param groups of guests of which no two may share a host
 * @param pins the only hosts that it may go to; empty: any
 */
public record Guest(
        UUID uuid,
        String name,
        long memoryBytes,
        int cpus,
        long expectedBytes,
        int priority,
        Strategy strategy,
        Set<String> groups,
        Set<String> pins) {

    public Guest {
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(strategy, "strategy");
        groups = Set.copyOf(groups);
        pins = Set.copyOf(pins);
        if (memoryBytes < 0 || cpus < 0 || expectedBytes < 0) {
            throw new IllegalArgumentException(
                    name + ": " + memoryBytes + " bytes of memory, " + cpus + " CPUs, " + expectedBytes + " to carry");
        }
    }

    public Guest withStrategy(Strategy other) {
        return new Guest(uuid, name, memoryBytes, cpus, expectedBytes, priority, other, groups, pins);
    }

    public Guest withPins(Set<String> hosts) {
        return new Guest(uuid, name, memoryBytes, cpus, expectedBytes, priority, strategy, groups, hosts);
    }
}
