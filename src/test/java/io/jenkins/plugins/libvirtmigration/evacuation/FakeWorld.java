package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Amount;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.HostCapacity;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.evacuation.world.Whereabouts;
import io.jenkins.plugins.libvirtmigration.evacuation.world.World;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState.State;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecordBuilder;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Hosts in memory, with guests that a test puts on them, and moves that do what a test says. */
final class FakeWorld implements World, Mover, Whereabouts {
    static final String SOURCE = "kvm-01";

    /** Where each guest runs. */
    final Map<UUID, String> runsOn = new LinkedHashMap<>();

    final Map<UUID, Guest> guests = new LinkedHashMap<>();
    final List<HostCapacity> destinations = new ArrayList<>();
    /** By guest and destination: what happens instead of a move. */
    final Map<String, Move> moves = new HashMap<>();

    final Map<String, Integer> mostInto = new HashMap<>();
    final Map<UUID, Bandwidth> rates = new HashMap<>();
    final Set<UUID> jobs = new HashSet<>();
    final Set<UUID> starting = new HashSet<>();
    final Map<UUID, String> obstacles = new HashMap<>();
    /** Guests whose disks are local. */
    final Set<UUID> copying = new HashSet<>();
    /** By guest and destination: a check that refuses the move before it begins. */
    final Map<String, Check> refusals = new HashMap<>();

    /** What a guest was moved home onto. */
    final Map<UUID, Set<String>> onto = new HashMap<>();
    /** Powered off, wherever they are. */
    final Set<UUID> off = ConcurrentHashMap.newKeySet();
    /** Paused, wherever they are. */
    final Set<UUID> paused = ConcurrentHashMap.newKeySet();
    /** Guests that do not shut down, and why. */
    final Map<UUID, String> deaf = new HashMap<>();

    /** Bytes that a host can give to guests, where it says so. */
    final Map<String, Long> available = new HashMap<>();

    /** Guests that were asked to shut down when a move of them fails, and may still do so. */
    final Set<UUID> hesitating = new HashSet<>();

    final List<String> begun = new ArrayList<>();
    final List<Long> totals = new ArrayList<>();
    /** Done at each look, with the number of the look: the world goes on by itself. */
    Consumer<Integer> meanwhile = look -> {};

    /** Done at each survey, with its number and with what it calls while hosts are asked. */
    BiConsumer<Integer, BooleanSupplier> whileAsked = (survey, goesOn) -> {};

    private int asked;

    int silentLooks;
    /** Questions about a guest's job that are not answered. */
    int silentQuestions;

    private int looks;
    private final Map<String, Integer> into = new HashMap<>();

    interface Move {
        MigrationRecord run(PlannedMove move, AbortSignal abort) throws InterruptedException;
    }

    Guest guest(String name) {
        return put(new Guest(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                name,
                1 << 30,
                1,
                1 << 30,
                0,
                Strategy.MIGRATE,
                Set.of(),
                Set.of()));
    }

    synchronized Guest put(Guest guest) {
        guests.put(guest.uuid(), guest);
        runsOn.put(guest.uuid(), SOURCE);
        return guest;
    }

    void destination(String name, int gibibytes) {
        destinations.add(new HostCapacity(
                name,
                Amount.of((long) gibibytes << 30),
                Amount.UNLIMITED,
                Map.of("disks", Amount.UNLIMITED),
                Set.of(),
                false));
    }

    @Override
    public synchronized List<Seen> look() {
        looks++;
        meanwhile.accept(looks);
        if (silentLooks > 0) {
            silentLooks--;
            throw new HypervisorUnreachableException("No answer.", null);
        }
        return guests.values().stream()
                .filter(guest -> SOURCE.equals(runsOn.get(guest.uuid())))
                .map(this::seen)
                .toList();
    }

    private Seen seen(Guest guest) {
        if (off.contains(guest.uuid())) {
            Strategy strategy = guest.strategy() == Strategy.SKIP ? Strategy.SKIP : Strategy.POWERED_OFF;
            return new Seen(guest.withStrategy(strategy), new DomainState(State.SHUT_OFF, 1));
        }
        return new Seen(
                guest,
                starting.contains(guest.uuid())
                        ? new DomainState(State.PAUSED, 11)
                        : new DomainState(State.RUNNING, 1));
    }

    @Override
    public Survey survey(List<Guest> wanted, BooleanSupplier goesOn) {
        asked++;
        // Not under the lock: moves go on while the hosts are asked.
        whileAsked.accept(asked, goesOn);
        return surveyed();
    }

    private synchronized Survey surveyed() {
        Map<UUID, String> closed = Map.copyOf(obstacles);
        return new Survey(
                destinations,
                (guest, host) -> closed.containsKey(guest.uuid())
                        ? Route.closed(List.of(closed.get(guest.uuid())))
                        : copying.contains(guest.uuid()) ? Route.copying("disks", 1) : Route.OPEN);
    }

    @Override
    public synchronized boolean isMigrating(UUID guest) {
        if (silentQuestions > 0) {
            silentQuestions--;
            throw new HypervisorUnreachableException("No answer.", null);
        }
        return jobs.contains(guest);
    }

    @Override
    public synchronized boolean isActiveOn(String host, Guest guest) {
        return isDefinedOn(host, guest) && !off.contains(guest.uuid());
    }

    @Override
    public boolean isRunningOn(String host, Guest guest) {
        return isActiveOn(host, guest) && !paused.contains(guest.uuid());
    }

    @Override
    public synchronized boolean isDefinedOn(String host, Guest guest) {
        return host.equals(runsOn.get(guest.uuid()));
    }

    @Override
    public List<Check> remarks() {
        return List.of();
    }

    @Override
    public Moved move(PlannedMove move, Optional<Bandwidth> rate, AbortSignal abort) {
        Instant startedAt = Instant.now();
        enter(move, rate);
        try {
            Check refusal = refusals.get(move.guest().name() + ">" + move.destination());
            if (refusal != null) {
                return new Moved(record(move, Outcome.FAILED, refusal.sentence(), SOURCE, startedAt), List.of(refusal));
            }
            Move wanted = moves.get(move.guest().name() + ">" + move.destination());
            if (wanted == null) {
                Thread.sleep(3);
                return new Moved(arrive(move, startedAt), List.of());
            }
            MigrationRecord record = wanted.run(move, abort);
            return record == null
                    ? new Moved(arrive(move, startedAt), List.of())
                    : new Moved(
                            record,
                            List.of(),
                            move.source().equals(record.runsOn()),
                            hesitating.contains(move.guest().uuid()));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            leave(move);
        }
    }

    @Override
    public Moved moveHome(PlannedMove move, Set<String> leftImages, Optional<Bandwidth> rate, AbortSignal abort) {
        synchronized (this) {
            onto.put(move.guest().uuid(), leftImages);
        }
        return move(move, rate, abort);
    }

    private synchronized void enter(PlannedMove move, Optional<Bandwidth> rate) {
        begun.add(move.guest().name() + ">" + move.destination());
        into.merge(move.destination(), 1, Integer::sum);
        mostInto.merge(move.destination(), into.get(move.destination()), Math::max);
        into.merge("all", 1, Integer::sum);
        mostInto.merge("all", into.get("all"), Math::max);
        rate.ifPresent(share -> rates.put(move.guest().uuid(), share));
    }

    private synchronized void leave(PlannedMove move) {
        into.merge(move.destination(), -1, Integer::sum);
        into.merge("all", -1, Integer::sum);
        rates.remove(move.guest().uuid());
    }

    synchronized MigrationRecord arrive(PlannedMove move, Instant startedAt) {
        runsOn.put(move.guest().uuid(), move.destination());
        boolean powered = !off.contains(move.guest().uuid());
        return record(move, Outcome.SUCCEEDED, null, powered ? move.destination() : null, startedAt);
    }

    static MigrationRecord record(PlannedMove move, Outcome outcome, String reason, String runsOn, Instant startedAt) {
        return MigrationRecordBuilder.builder()
                .vm(move.guest().name())
                .uuid(move.guest().uuid().toString())
                .source(move.source())
                .destination(move.destination())
                .storage("none")
                .control("managed")
                .outcome(outcome)
                .reason(reason)
                .runsOn(runsOn)
                .startedAt(startedAt)
                .totalMillis(3L)
                .downtimeMillis(1L)
                .downtimeNetMillis(1L)
                .transferredBytes(1024L)
                .memoryIterations(1L)
                .manner(Records.underWay(move, startedAt).manner())
                .build();
    }

    /** A move that fails, and leaves the guest where it was. */
    static Move fails(String reason) {
        return (move, abort) -> record(move, Outcome.FAILED, reason, move.source(), Instant.now());
    }

    @Override
    public Moved recover(Guest guest, String source, String destination, AbortSignal abort) {
        PlannedMove move = new PlannedMove(
                guest, source, destination, Route.OPEN, java.time.Duration.ZERO, java.time.Duration.ZERO);
        String where;
        synchronized (this) {
            begun.add("recover " + guest.name());
            where = runsOn.get(guest.uuid());
        }
        boolean there = destination.equals(where);
        MigrationRecord record = record(move, there ? Outcome.SUCCEEDED : Outcome.FAILED, null, where, Instant.now());
        // As the engine does it: of a move that is over only the UUID is known for sure.
        Guest unnamed =
                new Guest(guest.uuid(), guest.uuid().toString(), 0, 0, 0, 0, guest.strategy(), Set.of(), Set.of());
        return new Moved(Records.named(unnamed, record), List.of());
    }

    @Override
    public Moved shutDown(Guest guest, String host, AbortSignal abort) {
        synchronized (this) {
            begun.add("stop " + guest.name());
            String refusal = deaf.get(guest.uuid());
            if (refusal == null) {
                off.add(guest.uuid());
            }
            return new Moved(
                    offRecord(guest, host, null, refusal == null ? Outcome.SUCCEEDED : Outcome.FAILED, refusal),
                    List.of());
        }
    }

    @Override
    public synchronized Moved powerOn(Guest guest, String host) {
        begun.add("start " + guest.name());
        boolean here = host.equals(runsOn.get(guest.uuid()));
        if (here) {
            off.remove(guest.uuid());
        }
        return new Moved(
                offRecord(guest, host, host, here ? Outcome.SUCCEEDED : Outcome.FAILED, here ? null : "unknown there"),
                List.of());
    }

    static MigrationRecord offRecord(Guest guest, String host, String destination, Outcome outcome, String reason) {
        return MigrationRecordBuilder.builder()
                .vm(guest.name())
                .uuid(guest.uuid().toString())
                .source(host)
                .destination(destination)
                .outcome(outcome)
                .reason(reason)
                .runsOn(outcome == Outcome.FAILED || destination != null ? host : null)
                .startedAt(Instant.now())
                .totalMillis(3L)
                .manner("shutdown")
                .build();
    }

    @Override
    public long memory(PlannedMove move) {
        return move.guest().memoryBytes();
    }

    @Override
    public synchronized OptionalLong availableMemory(String host) {
        return available.containsKey(host) ? OptionalLong.of(available.get(host)) : OptionalLong.empty();
    }

    @Override
    public synchronized void changeRate(PlannedMove move, Bandwidth rate) {
        rates.put(move.guest().uuid(), rate);
        totals.add(rate.bytesPerSecond());
    }
}
