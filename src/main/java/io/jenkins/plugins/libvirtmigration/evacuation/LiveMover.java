package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.DomainDescription;
import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import io.jenkins.plugins.libvirtmigration.domain.MalformedXmlException;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.migration.LiveMigration;
import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.migration.UnfinishedMove;
import io.jenkins.plugins.libvirtmigration.offline.OfflineMove;
import io.jenkins.plugins.libvirtmigration.offline.Power;
import io.jenkins.plugins.libvirtmigration.preflight.QemuMemory;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.storage.LeftCopies;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Moves guests with the same engine, and the same proof, that a single move has; those that do not run by another. */
public final class LiveMover implements Mover {
    /** As libvirt-guests has it (SHUTDOWN_TIMEOUT). */
    public static final Duration USUAL_SHUTDOWN_BOUND = Duration.ofMinutes(5);

    private final Map<String, HypervisorLink> hosts;
    private final Function<Guest, MigrationRequest> requests;
    private final Function<Guest, MigrationListener> listeners;
    private final Duration shutdownBound;

    /** Of moves of guests that do not run, which this process itself carries. */
    private final Map<UUID, Bandwidth> shares = new ConcurrentHashMap<>();

    /**
     * @param hosts every source and destination by its name
     * @param requests how a guest is moved
     * @param listeners who hears of a guest's move
     */
    public LiveMover(
            Map<String, HypervisorLink> hosts,
            Function<Guest, MigrationRequest> requests,
            Function<Guest, MigrationListener> listeners) {
        this(hosts, requests, listeners, USUAL_SHUTDOWN_BOUND);
    }

    /** @param shutdownBound how long a guest may take to shut down that wishes to be */
    public LiveMover(
            Map<String, HypervisorLink> hosts,
            Function<Guest, MigrationRequest> requests,
            Function<Guest, MigrationListener> listeners,
            Duration shutdownBound) {
        this.hosts = Map.copyOf(hosts);
        this.requests = requests;
        this.listeners = listeners;
        this.shutdownBound = shutdownBound;
    }

    @Override
    public Moved move(PlannedMove move, Optional<Bandwidth> rate, AbortSignal abort) {
        return move(move, Set.of(), rate, abort);
    }

    @Override
    public Moved moveHome(PlannedMove move, Set<String> leftImages, Optional<Bandwidth> rate, AbortSignal abort) {
        Moved moved = move(move, leftImages, rate, abort);
        if (moved.record().outcome() != Outcome.SUCCEEDED || leftImages.isEmpty()) {
            return moved;
        }
        Set<String> copied = moved.record().copiedPaths();
        List<String> said = new ArrayList<>(
                takeAway(move, leftImages.stream().filter(copied::contains).toList()));
        leftImages.stream()
                .filter(path -> !copied.contains(path))
                .map(path -> Shown.text(path) + " stays on " + move.source()
                        + ": it was not copied on the way home, and may be what the guest runs from.")
                .forEach(said::add);
        MigrationListener listener = listeners.apply(move.guest());
        said.forEach(listener::event);
        return new Moved(Records.withLastEvents(moved.record(), said), moved.checks(), moved.atSource());
    }

    private List<String> takeAway(PlannedMove move, List<String> paths) {
        try {
            return new LeftCopies(
                            host(move.source()).get(),
                            host(move.destination()).get(),
                            move.guest().uuid())
                    .remove(new TreeSet<>(paths));
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            return List.of("The copies on " + move.source() + " could not be looked at, and stay: " + e.getMessage());
        }
    }

    private Moved move(PlannedMove move, Set<String> leftImages, Optional<Bandwidth> rate, AbortSignal abort) {
        MigrationRequest plain = requests.apply(move.guest()).withLeftImages(leftImages);
        if (move.guest().strategy().isOffline()) {
            rate.ifPresent(share -> shares.put(move.guest().uuid(), share));
            return moved(offline(move.guest(), move.source(), move.destination(), abort)
                    .run(plain, move.guest().strategy() == Strategy.COLD));
        }
        MigrationRequest request = rate.map(share ->
                        plain.withBandwidth(least(share, plain.transport().bandwidth())))
                .orElse(plain);
        LiveMigration.Result result = new LiveMigration(
                        host(move.source()), host(move.destination()), listeners.apply(move.guest()), abort)
                .run(request);
        return new Moved(result.record(), result.checks());
    }

    /** A share of the total is no leave to exceed what one move may take. */
    private static Bandwidth least(Bandwidth share, Optional<Bandwidth> own) {
        return own.filter(limit -> limit.bytesPerSecond() < share.bytesPerSecond())
                .orElse(share);
    }

    @Override
    public Moved recover(Guest guest, String source, String destination, AbortSignal abort) {
        for (String host : List.of(source, destination)) {
            if (!hosts.containsKey(host)) {
                return new Moved(
                        Records.unknown(
                                guest,
                                source,
                                "A process that is gone began to move it to " + destination + ", and " + host
                                        + " is not among the hosts of this run: what became of that cannot be asked."
                                        + " Run it again with that host."),
                        List.of());
            }
        }
        if (guest.strategy().isOffline()) {
            return moved(offline(guest, source, destination, abort)
                    .recover(requests.apply(guest), guest.strategy() == Strategy.COLD));
        }
        LiveMigration.Result result = new UnfinishedMove(host(source), host(destination), listeners.apply(guest), abort)
                .recover(requests.apply(guest));
        return new Moved(result.record(), result.checks());
    }

    private OfflineMove offline(Guest guest, String source, String destination, AbortSignal abort) {
        return new OfflineMove(
                host(source),
                host(destination),
                listeners.apply(guest),
                abort,
                shutdownBound,
                own -> Optional.ofNullable(shares.get(guest.uuid()))
                        .map(share -> least(share, own))
                        .or(() -> own));
    }

    private static Moved moved(OfflineMove.Result result) {
        return new Moved(result.record(), result.checks(), result.atSource(), result.mayGoOff());
    }

    @Override
    public Moved shutDown(Guest guest, String host, AbortSignal abort) {
        return new Moved(power(guest, host).shutDown(shutdownBound, abort), List.of());
    }

    @Override
    public Moved powerOn(Guest guest, String host) {
        return new Moved(power(guest, host).powerOn(), List.of());
    }

    private Power power(Guest guest, String host) {
        return new Power(host(host), guest.uuid(), guest.name(), listeners.apply(guest));
    }

    private HypervisorLink host(String name) {
        HypervisorLink link = hosts.get(name);
        if (link == null) {
            throw new IllegalArgumentException(
                    name + " is not among the hosts of this run (" + String.join(", ", hosts.keySet()) + ").");
        }
        return link;
    }

    /** What the plan knows; on the way home, which has no plan, what the guest itself says where it is. */
    @Override
    public long memory(PlannedMove move) {
        if (move.guest().memoryBytes() > 0 || move.guest().strategy() == Strategy.POWERED_OFF) {
            return move.guest().memoryBytes();
        }
        try {
            return host(move.source())
                    .get()
                    .libvirt()
                    .ask(move.guest().uuid(), LiveMover::memory)
                    .orElse(0L);
        } catch (HypervisorUnreachableException | LibvirtCallException | MalformedXmlException e) {
            return 0; // the move itself says so
        }
    }

    private static long memory(LibvirtDomain domain) {
        DomainDescription guest = DomainXml.parse(domain.xml());
        return guest.memoryBytes() + QemuMemory.overhead(guest.memoryBytes(), guest.vcpus());
    }

    @Override
    public OptionalLong availableMemory(String host) {
        try {
            return OptionalLong.of(host(host).get().memory().availableBytes());
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            return OptionalLong.empty(); // likewise
        }
    }

    @Override
    public void changeRate(PlannedMove move, Bandwidth rate) {
        if (move.guest().strategy() != Strategy.MIGRATE) {
            shares.put(move.guest().uuid(), rate);
            return;
        }
        try {
            host(move.source()).get().libvirt().tell(move.guest().uuid(), domain -> {
                if (domain.jobStatistics().isRunning()) {
                    domain.setMaxSpeed(
                            least(rate, requests.apply(move.guest()).transport().bandwidth())
                                    .mebibytesPerSecond());
                }
            });
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            // The move has ended meanwhile, or its host is silent: the share is told again while it is under way.
            return;
        }
    }
}
