package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Guests and hosts for tests, in whole gibibytes. */
final class Cases {
    static final long GIB = 1L << 30;

    private Cases() {}

    static Guest guest(String name, int gibibytes, int cpus) {
        return new Guest(
                uuid(name), name, gibibytes * GIB, cpus, gibibytes * GIB, 0, Strategy.MIGRATE, Set.of(), Set.of());
    }

    static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    static Guest inGroup(Guest guest, String... groups) {
        return copy(guest, guest.priority(), guest.strategy(), Set.of(groups), guest.pins());
    }

    static Guest pinned(Guest guest, String... hosts) {
        return guest.withPins(new HashSet<>(List.of(hosts)));
    }

    static Guest with(Guest guest, Strategy strategy) {
        return copy(guest, guest.priority(), strategy, guest.groups(), guest.pins());
    }

    static Guest urgent(Guest guest, int priority) {
        return copy(guest, priority, guest.strategy(), guest.groups(), guest.pins());
    }

    private static Guest copy(Guest guest, int priority, Strategy strategy, Set<String> groups, Set<String> pins) {
        return new Guest(
                guest.uuid(),
                guest.name(),
                guest.memoryBytes(),
                guest.cpus(),
                guest.expectedBytes(),
                priority,
                strategy,
                groups,
                pins);
    }

    /** An idle host with all of it free. */
    static HostCapacity host(String name, int gibibytes, int cpus) {
        return new HostCapacity(name, Amount.of(gibibytes * GIB), Amount.of(cpus), Map.of(), Set.of(), true);
    }

    /** A host that runs guests already. */
    static HostCapacity used(String name, int gibibytes, int freeGibibytes) {
        return new HostCapacity(
                name, new Amount(gibibytes * GIB, freeGibibytes * GIB), Amount.UNLIMITED, Map.of(), Set.of(), false);
    }

    static HostCapacity withStore(HostCapacity host, String store, int gibibytes) {
        return new HostCapacity(
                host.name(),
                host.memory(),
                host.cpus(),
                Map.of(store, Amount.of(gibibytes * GIB)),
                host.groups(),
                host.idle());
    }
}
