package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.migration.LiveMigration;
import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.migration.UnfinishedMove;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Moves guests with the same engine, and the same proof, that a single move has. */
public final class LiveMover implements Mover {
    private final Map<String, HypervisorLink> hosts;
    private final Function<Guest, MigrationRequest> requests;
    private final Function<Guest, MigrationListener> listeners;

    /**
     * @param hosts every source and destination by its name
     * @param requests how a guest is moved
     * @param listeners who hears of a guest's move
     */
    public LiveMover(
            Map<String, HypervisorLink> hosts,
            Function<Guest, MigrationRequest> requests,
            Function<Guest, MigrationListener> listeners) {
        this.hosts = Map.copyOf(hosts);
        this.requests = requests;
        this.listeners = listeners;
    }

    @Override
    public Moved move(PlannedMove move, Optional<Bandwidth> rate, AbortSignal abort) {
        MigrationRequest request = requests.apply(move.guest());
        LiveMigration.Result result = new LiveMigration(
                        host(move.source()), host(move.destination()), listeners.apply(move.guest()), abort)
                .run(rate.map(request::withBandwidth).orElse(request));
        return new Moved(result.record(), result.checks());
    }

    @Override
    public Moved recover(Guest guest, String source, String destination, AbortSignal abort) {
        LiveMigration.Result result = new UnfinishedMove(host(source), host(destination), listeners.apply(guest), abort)
                .recover(requests.apply(guest));
        return new Moved(result.record(), result.checks());
    }

    private HypervisorLink host(String name) {
        HypervisorLink link = hosts.get(name);
        if (link == null) {
            throw new IllegalArgumentException(
                    name + " is not among the hosts of this run (" + String.join(", ", hosts.keySet()) + ").");
        }
        return link;
    }

    @Override
    public void changeRate(PlannedMove move, Bandwidth rate) {
        try {
            host(move.source()).get().libvirt().findDomain(move.guest().uuid()).ifPresent(found -> {
                try (LibvirtDomain domain = found) {
                    if (domain.jobStatistics().isRunning()) {
                        domain.setMaxSpeed(rate.mebibytesPerSecond());
                    }
                }
            });
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            // The move has ended meanwhile, or its host is silent: the share is told again while it is under way.
            return;
        }
    }
}
