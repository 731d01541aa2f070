package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.Crew.Finished;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Staying;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.evacuation.world.World;
import io.jenkins.plugins.libvirtmigration.evacuation.world.World.Seen;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MoveFigures;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Empties a host by reconciliation: look what runs there, compare it with what should (nothing), act, and again, until
 * the host is empty or nothing more can be done. What it remembers only saves work: everything that decides is read from
 * the hosts, so it can be killed and started again at any point.
 */
public final class Evacuation {
    /** A move ends within 30 s of its abort; then it is proven where the guest runs. What takes longer is left to run. */
    private static final Duration ABORT_BOUND = Duration.ofMinutes(2);

    private final EvacuationRequest request;
    private final World world;
    private final PlanSource plans;
    private final Crew crew;
    private final Logbook logbook;
    private final Ledger ledger;
    private final EvacuationListener listener;
    private final AbortSignal abort;
    private final Clock clock;
    private final Instant end;
    private final MoveQueue queue;
    private final List<Guest> stops = new ArrayList<>();
    private final Map<UUID, String> unplaced = new HashMap<>();
    private final Waits waits;
    private final Departures departures;
    private final Adoption adoption;
    private final Lookout lookout;
    private final LateStops lateStops;
    private final Neighbours neighbours;
    private boolean planNeeded = true;
    private boolean planned;
    private boolean lookedAgain;
    private String closed;
    private Instant abortedAt;

    Evacuation(
            EvacuationRequest request,
            World world,
            PlanSource plans,
            Crew crew,
            Logbook logbook,
            EvacuationListener listener,
            AbortSignal abort,
            Clock clock) {
        this.request = request;
        this.world = world;
        this.plans = plans;
        this.crew = crew;
        this.logbook = logbook;
        this.ledger = new Ledger(clock, request.rhythm(), request.tries());
        this.listener = listener;
        this.abort = abort;
        this.clock = clock;
        this.waits = new Waits(clock);
        this.departures = new Departures(clock, request.rhythm().apart());
        this.adoption = new Adoption(logbook, crew, listener);
        this.lookout = new Lookout(world, request.source(), request.rhythm().silence(), listener, clock);
        this.neighbours = new Neighbours(world, request.source(), ledger, waits, listener);
        this.queue = new MoveQueue(crew, ledger, waits, departures, neighbours, logbook, listener);
        this.lateStops = new LateStops(crew, listener);
        this.end = clock.instant().plus(request.deadline());
    }

    /**
     * Blocks until the host is empty or nothing more can be done; bounded by the deadline and the end of an abort. Whatever
     * it throws, no move of it is under way then that could have been ended.
     */
    public Report run() throws InterruptedException {
        logbook.begin();
        for (MigrationRecord earlier : logbook.records()) {
            if (earlier.destination() != null) {
                ledger.moved(UUID.fromString(earlier.uuid()), earlier.destination());
            }
        }
        try {
            return reconcile();
        } catch (RuntimeException | Error e) {
            new BreakOff(crew, logbook, listener).because(e, request.source(), ABORT_BOUND);
            throw e;
        }
    }

    private Report reconcile() throws InterruptedException {
        while (true) {
            closeIfItIsTime();
            Optional<List<Seen>> seen = lookout.look();
            lookout.givesUp().ifPresent(this::close);
            seen.ifPresent(now -> lateStops.startAgain(move -> isOff(move, now)));
            if (seen.isPresent() && closed == null) {
                adoption.begin(seen.get());
                compare(seen.get());
                act();
            }
            boolean settled = seen.filter(Evacuation::hasNoneStarting).isPresent()
                    && queue.isEmpty()
                    && stops.isEmpty()
                    && !planNeeded;
            boolean done = closed != null || settled && !looksAgain();
            if (crew.isIdle() && done || abortIsOverdue()) {
                return new EmptyProof(world, logbook, listener, request)
                        .conclude(unplaced, Optional.ofNullable(closed), abort.isRequested());
            }
            for (Finished finished :
                    crew.await(departures.orSooner(request.rhythm().look()))) {
                ended(finished);
            }
        }
    }

    private static boolean hasNoneStarting(List<Seen> seen) {
        return seen.stream().noneMatch(one -> one.state().isStarting());
    }

    /** What stood in a guest's way may have passed since the plan was made: asked once more, when all moves are over. */
    private boolean looksAgain() {
        boolean somebodyIsLeft = ledger.open().stream()
                .anyMatch(guest -> guest.strategy().needsDestination() && unplaced.containsKey(guest.uuid()));
        if (!crew.isIdle() || !somebodyIsLeft || lookedAgain) {
            return false;
        }
        lookedAgain = true;
        planNeeded = true;
        return true;
    }

    private boolean abortIsOverdue() {
        return abortedAt != null && clock.instant().isAfter(abortedAt.plus(ABORT_BOUND));
    }

    private void closeIfItIsTime() {
        boolean over = !clock.instant().isBefore(end);
        if (abortedAt == null && (over || abort.isRequested())) {
            abortedAt = clock.instant();
            close((over ? "The time for the evacuation is over" : "An abort was asked for")
                    + ": nothing more is started, and moves under way are aborted.");
            crew.abort();
        }
    }

    private void close(String why) {
        if (closed != null) {
            return;
        }
        closed = why;
        queue.replace(List.of());
        stops.clear();
        listener.event(why);
        ledger.open().stream()
                .filter(guest -> !crew.isMoving(guest.uuid()))
                .forEach(guest -> unplaced.putIfAbsent(guest.uuid(), why));
    }

    private static boolean isOff(PlannedMove move, List<Seen> seen) {
        return seen.stream()
                .anyMatch(one -> !one.isActive()
                        && one.guest().uuid().equals(move.guest().uuid()));
    }

    private void compare(List<Seen> seen) {
        Map<UUID, Seen> active = seen.stream()
                .filter(one -> one.isActive() || request.poweredOffToo())
                .collect(Collectors.toMap(one -> one.guest().uuid(), one -> one, (one, other) -> one));
        for (Seen one : active.values()) {
            if (!one.state().isStarting()) {
                notice(one.guest());
            }
        }
        for (Guest guest : ledger.open()) {
            if (!active.containsKey(guest.uuid()) && !crew.isMoving(guest.uuid())) {
                String reason = guest.strategy() == Strategy.POWERED_OFF
                        ? "It is no longer on " + request.source() + ": somebody else started, moved or undefined it."
                        : "It no longer runs on " + request.source() + ": somebody else moved or stopped it.";
                leave(guest, reason);
                logbook.noted(Records.skipped(guest, request.source(), reason, null));
            }
        }
    }

    private void notice(Guest guest) {
        UUID uuid = guest.uuid();
        if (crew.isMoving(uuid)) {
            return;
        }
        Optional<String> movedTo = ledger.movedTo(uuid);
        if (ledger.see(guest)) {
            planNeeded = true;
            lookedAgain = false;
            if (planned) {
                listener.event(guest.name()
                        + (guest.strategy() == Strategy.POWERED_OFF ? " is powered off on " : " was started on ")
                        + request.source()
                        + (guest.strategy() == Strategy.POWERED_OFF ? " now." : " meanwhile."));
            }
        } else if (movedTo.isPresent() && !ledger.isGivenUp(uuid)) {
            String reason = "It was moved to " + movedTo.get() + ", and somebody brought it back to " + request.source()
                    + ": it is not moved again.";
            leave(guest, reason);
            unplaced.put(uuid, reason);
        }
    }

    private void leave(Guest guest, String reason) {
        ledger.giveUp(guest.uuid(), reason);
        queue.remove(guest.uuid());
        listener.event(guest.name() + ": " + reason);
    }

    private void act() {
        if (planNeeded && (adoption.isOver() || !plans.comparesTheWorld())) {
            plan();
        }
        for (Guest guest : List.copyOf(stops)) {
            if (ledger.holds(guest.uuid()).isEmpty() && neighbours.leaveAlone(guest)) {
                stops.remove(guest);
                PlannedMove stop = new PlannedMove(
                        guest, request.source(), request.source(), Route.OPEN, Duration.ZERO, Duration.ZERO);
                logbook.began(stop);
                crew.shutDown(stop);
                listener.event(guest.name() + ": is shut down, as its metadata wishes.");
            }
        }
        queue.start();
    }

    private void plan() {
        planNeeded = false;
        Plan first = fresh();
        Plan plan = closed == null && reopens(first) ? fresh() : first;
        planned = true;
        logbook.planned(() -> PlanRecords.of(plan, request.totalRate()));
        listener.planned(plan);
        if (closed != null) {
            return; // while the hosts were asked for it
        }
        stops.clear();
        unplaced.keySet().removeIf(uuid -> !ledger.isGivenUp(uuid));
        for (Staying staying : plan.staying()) {
            unplaced.put(staying.guest().uuid(), staying.reason());
        }
        if (request.failFast() && !plan.isComplete()) {
            close("Not every guest has a destination, and nothing is to be left behind: nothing is started.");
            return;
        }
        queue.replace(plan.moves());
        stops.addAll(plan.shutdown());
    }

    private Plan fresh() {
        List<Guest> open = ledger.open().stream()
                .filter(guest -> !crew.isMoving(guest.uuid()))
                .toList();
        return plans.plan(open, new WhilePlanning(), ledger::without);
    }

    /** The time may be over meanwhile; and a place that becomes free is taken by a move of the plan before. */
    private final class WhilePlanning implements PlanSource.Meanwhile {
        @Override
        public boolean goesOn() {
            closeIfItIsTime();
            crew.ended().forEach(Evacuation.this::ended);
            if (closed == null) {
                queue.start();
            }
            return closed == null;
        }

        @Override
        public boolean isStillToGo(Guest guest) {
            return ledger.isOpen(guest.uuid()) && !crew.isMoving(guest.uuid());
        }

        @Override
        public List<PlannedMove> underWay() {
            return crew.moves();
        }
    }

    /** Guests for which nothing but destinations is left where a move of them failed. */
    private boolean reopens(Plan plan) {
        return plan.staying().stream()
                        .filter(staying -> ledger.reopen(staying.guest().uuid()))
                        .count()
                > 0;
    }

    private void ended(Finished finished) {
        PlannedMove move = finished.move();
        UUID guest = move.guest().uuid();
        lookedAgain = false;
        if (lateStops.isOne(finished)) {
            lateStops.ended(finished).ifPresent(why -> {
                leave(move.guest(), why);
                unplaced.put(guest, why);
            });
            planNeeded = true;
            return;
        }
        boolean adopted = adoption.ended(guest);
        MigrationRecord record = waits.end(finished.moved().record());
        boolean stillThere = finished.moved().atSource();
        if (move.guest().strategy() == Strategy.SHUTDOWN) {
            shutDown(move.guest(), record);
            return;
        }
        if (adopted && stillThere) {
            // It ended with the process that began it: no failure of the destination.
            logbook.forget(guest);
            listener.event(move.guest().name() + ": that move is over, and it still runs on " + move.source() + ".");
            planNeeded = true;
            return;
        }
        logbook.ended(record, finished.moved().checks());
        if (record.outcome() == Outcome.SUCCEEDED) {
            ledger.moved(guest, move.destination());
            listener.event(move.guest().name()
                    + (record.runsOn() == null
                            ? ": is on " + move.destination() + ", powered off."
                            : ": runs on " + record.runsOn() + "; " + MoveFigures.of(record) + "."));
            return;
        }
        listener.event(move.guest().name() + ": not moved to " + move.destination() + ". " + record.reason());
        lateStops.stayed(finished);
        if (!stillThere) {
            // Where it runs is not proven: another move could do harm.
            ledger.giveUp(guest, record.reason());
            unplaced.put(guest, record.reason());
        } else {
            ledger.failed(
                    guest, move.destination(), record.reason(), finished.moved().wasRefused());
            if (ledger.isGivenUp(guest)) {
                unplaced.put(guest, record.reason());
            }
        }
        planNeeded = true;
        failed();
    }

    private void failed() {
        if (request.failFast()) {
            close("A move failed, and nothing is to be started after that: moves under way go on.");
        }
    }

    private void shutDown(Guest guest, MigrationRecord record) {
        logbook.ended(record, List.of());
        if (record.outcome() != Outcome.SUCCEEDED) {
            ledger.giveUp(guest.uuid(), record.reason());
            unplaced.put(guest.uuid(), record.reason());
            listener.event(guest.name() + ": not shut down. " + record.reason());
            failed();
            return;
        }
        listener.event(guest.name() + ": is powered off on " + request.source() + ".");
        if (request.poweredOffToo()) {
            // The next look finds a powered-off guest, and that one is moved.
            ledger.forget(guest.uuid());
        } else {
            String reason = "It was shut down as it wished, and somebody started it again: it is left alone.";
            ledger.giveUp(guest.uuid(), reason);
            unplaced.put(guest.uuid(), reason);
        }
    }
}
