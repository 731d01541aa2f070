package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.evacuation.LiveMover;
import io.jenkins.plugins.libvirtmigration.evacuation.Mover;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.ResolvedHost;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Moves guests of a fleet: each destination has an address of its own in the network for migrations, and whoever watches
 * is told when a guest no longer moves.
 */
final class Fleet implements Mover {
    private final Map<String, LiveMover> byDestination = new HashMap<>();
    private final Map<String, Optional<String>> migrationAddresses = new HashMap<>();
    private final MoveOptions options;
    private final Map<String, String> probes;
    private final WorkSite site;

    /** @param probes addresses by the names of guests */
    Fleet(HostLinks links, List<ResolvedHost> hosts, MoveOptions options, Map<String, String> probes, WorkSite site) {
        this.options = options;
        this.probes = Map.copyOf(probes);
        this.site = site;
        for (ResolvedHost host : hosts) {
            String name = host.name();
            migrationAddresses.put(name, host.migrationAddress());
            byDestination.put(
                    name,
                    new LiveMover(
                            links.all(),
                            guest -> request(guest, name),
                            guest -> site.guest(guest.name(), guest.uuid().toString(), name)));
        }
    }

    /** By UUID, since a name may look like another guest's UUID; the probes are given by name. */
    MigrationRequest request(Guest guest, String destination) {
        return options.request(guest.name(), probes.get(guest.name()), migrationAddresses.get(destination))
                .withVm(guest.uuid().toString());
    }

    @Override
    public Moved move(PlannedMove move, Optional<Bandwidth> rate, AbortSignal abort) {
        try {
            return mover(move.destination()).move(move, rate, abort);
        } finally {
            site.progress(move.guest().name(), null);
        }
    }

    @Override
    public Moved moveHome(PlannedMove move, Set<String> leftImages, Optional<Bandwidth> rate, AbortSignal abort) {
        try {
            return mover(move.destination()).moveHome(move, leftImages, rate, abort);
        } finally {
            site.progress(move.guest().name(), null);
        }
    }

    @Override
    public Moved shutDown(Guest guest, String host, AbortSignal abort) {
        return mover(host).shutDown(guest, host, abort);
    }

    @Override
    public Moved powerOn(Guest guest, String host) {
        return mover(host).powerOn(guest, host);
    }

    @Override
    public Moved recover(Guest guest, String source, String destination, AbortSignal abort) {
        try {
            return mover(destination).recover(guest, source, destination, abort);
        } finally {
            site.progress(guest.name(), null);
        }
    }

    @Override
    public long memory(PlannedMove move) {
        return mover(move.destination()).memory(move);
    }

    @Override
    public OptionalLong availableMemory(String host) {
        return mover(host).availableMemory(host);
    }

    @Override
    public void changeRate(PlannedMove move, Bandwidth rate) {
        mover(move.destination()).changeRate(move, rate);
    }

    private LiveMover mover(String destination) {
        LiveMover mover = byDestination.get(destination);
        if (mover == null) {
            throw new IllegalArgumentException(destination + " is not among the hosts of this work ("
                    + String.join(", ", byDestination.keySet()) + ").");
        }
        return mover;
    }
}
