package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.Crew.Finished;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MoveFigures;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One return: brings guests home under the limits until all are there, or cannot be. */
final class Homecoming {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration ABORT_BOUND = Duration.ofMinutes(2);

    private final Report evacuation;
    private final Crew crew;
    private final WaysHome ways;
    private final Logbook logbook;
    private final EvacuationListener listener;
    private final AbortSignal abort;
    private final LateStops lateStops;
    private final Instant end;
    private final Waits waits = new Waits(Clock.systemUTC());
    private final Set<UUID> adopted = new HashSet<>();
    private final List<PlannedMove> queue = new ArrayList<>();
    private final List<PlannedMove> toStart;
    private boolean queued;
    private Instant abortedAt;

    /** @param evacuation the report of the evacuation */
    Homecoming(
            Report evacuation,
            Duration deadline,
            Crew crew,
            WaysHome ways,
            Logbook logbook,
            EvacuationListener listener,
            AbortSignal abort) {
        this.evacuation = evacuation;
        this.crew = crew;
        this.ways = ways;
        this.logbook = logbook;
        this.listener = listener;
        this.abort = abort;
        this.lateStops = new LateStops(crew, listener);
        this.end = Instant.now().plus(deadline);
        this.toStart = new ArrayList<>(stopped(evacuation));
    }

    /** Blocks until the end. Whatever it throws, no move of it is under way then that could have been ended. */
    Report run() throws InterruptedException {
        logbook.begin();
        try {
            return bringHome();
        } catch (RuntimeException | Error e) {
            new BreakOff(crew, logbook, listener).because(e, evacuation.host(), ABORT_BOUND);
            throw e;
        }
    }

    private Report bringHome() throws InterruptedException {
        adopt();
        while (true) {
            boolean over = isOver();
            if (!over && !queued && crew.isIdle()) {
                // Only when the moves of a killed process are over is it known who is where.
                queue.addAll(ways.lastFirst(evacuation));
                queued = true;
            }
            if (!over && queued) {
                start();
                powerOn();
                lateStops.startAgain(ways::isOff);
            }
            boolean done = over || queued && queue.isEmpty() && toStart.isEmpty();
            if (crew.isIdle() && done || abortIsOverdue()) {
                return logbook.finish(outcome(), null);
            }
            for (Finished finished : crew.await(LOOK)) {
                ended(finished);
            }
        }
    }

    /** What a process began that is gone now. */
    private void adopt() {
        for (MigrationRecord begun : logbook.unfinished()) {
            if (begun.source().equals(begun.destination())) {
                logbook.forget(UUID.fromString(begun.uuid())); // It is started again below, if it does not run.
            } else {
                adopted.add(UUID.fromString(begun.uuid()));
                crew.adopt(WaysHome.move(begun.source(), begun.destination(), begun));
            }
        }
    }

    private boolean isOver() {
        boolean over = abort.isRequested() || Instant.now().isAfter(end);
        if (over && abortedAt == null) {
            abortedAt = Instant.now();
            listener.event("Nothing more is started, and moves under way are aborted.");
            crew.abort();
        }
        return over;
    }

    private boolean abortIsOverdue() {
        return abortedAt != null && Instant.now().isAfter(abortedAt.plus(ABORT_BOUND));
    }

    /** Guests that were shut down because they wished it, or were asked to, with what starts them again at home. */
    private static Collection<PlannedMove> stopped(Report evacuation) {
        String home = evacuation.host();
        Map<String, PlannedMove> starts = new LinkedHashMap<>();
        evacuation.migrations().stream()
                .filter(record -> Records.strategy(record) == Strategy.SHUTDOWN && record.outcome() != Outcome.SKIPPED)
                .forEach(record -> starts.put(record.uuid(), WaysHome.move(home, home, record)));
        return starts.values();
    }

    private void start() {
        for (PlannedMove move : List.copyOf(queue)) {
            Optional<String> held = crew.holds(move).or(() -> crew.start(move, () -> logbook.began(move)));
            if (held.isPresent()) {
                waits.begin(move.guest().uuid(), held.get());
            } else {
                queue.remove(move);
                listener.event(move.guest().name() + ": goes home from " + move.source() + ".");
            }
        }
    }

    /** Each as soon as it is at home. */
    private void powerOn() {
        for (PlannedMove start : List.copyOf(toStart)) {
            UUID guest = start.guest().uuid();
            boolean comes = queue.stream().anyMatch(move -> move.guest().uuid().equals(guest));
            if (!comes && !crew.isMoving(guest)) {
                toStart.remove(start);
                if (ways.runs(start, evacuation.hosts())) {
                    continue;
                }
                logbook.began(start);
                crew.powerOn(start);
                listener.event(start.guest().name() + ": is started on " + start.source() + ", where it ran.");
            }
        }
    }

    private void ended(Finished finished) {
        Guest guest = finished.move().guest();
        boolean wasAdopted = adopted.remove(guest.uuid());
        if (wasAdopted && finished.moved().atSource()) {
            // It ended with the process that began it, and is made again.
            logbook.forget(guest.uuid());
        } else if (lateStops.isOne(finished)) {
            lateStops.ended(finished).ifPresent(why -> listener.event(guest.name() + ": " + why));
        } else {
            MigrationRecord record = waits.end(finished.moved().record());
            logbook.ended(record, finished.moved().checks());
            listener.event(guest.name() + end(finished.move(), record));
            lateStops.stayed(finished);
        }
    }

    private static String end(PlannedMove move, MigrationRecord record) {
        if (record.outcome() != Outcome.SUCCEEDED) {
            return ": not brought home. " + record.reason();
        }
        return record.runsOn() == null
                ? ": is on " + move.destination() + ", powered off."
                : ": runs on " + record.runsOn() + "; " + MoveFigures.of(record) + ".";
    }

    private Outcome outcome() {
        if (queued && queue.isEmpty() && toStart.isEmpty() && logbook.isWell()) {
            return Outcome.SUCCEEDED;
        }
        return abort.isRequested() ? Outcome.ABORTED : Outcome.FAILED;
    }
}
