package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.Crew.Finished;
import io.jenkins.plugins.libvirtmigration.evacuation.Slots.Slot;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MoveFigures;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Brings the guests of an evacuation home, the last moved first, so that the last to leave are the first to be back. A
 * guest that is gone, or that somebody has moved since, is left alone and said so.
 */
public final class ReturnJob {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration ABORT_BOUND = Duration.ofMinutes(2);

    private final Whereabouts whereabouts;
    private final Mover mover;
    private final Limits limits;
    private final Slots slots;
    private final Optional<Bandwidth> totalRate;
    private final Duration deadline;
    private final EvacuationListener listener;
    private final boolean replaceLeftImages;

    /** Where guests run now. */
    @FunctionalInterface
    public interface Whereabouts {
        /**
         * Whether a host runs a guest, paused or not.
         *
         * @throws HypervisorUnreachableException when it cannot be asked
         */
        boolean isActiveOn(String host, Guest guest);

        /**
         * Whether a host knows a guest, running or powered off.
         *
         * @throws HypervisorUnreachableException when it cannot be asked
         */
        default boolean isDefinedOn(String host, Guest guest) {
            return isActiveOn(host, guest);
        }
    }

    /** @param deadline no move starts later, and those under way are aborted */
    public ReturnJob(
            Whereabouts whereabouts,
            Mover mover,
            Limits limits,
            Slots slots,
            Optional<Bandwidth> totalRate,
            Duration deadline,
            EvacuationListener listener) {
        this(whereabouts, mover, limits, slots, totalRate, deadline, listener, false);
    }

    /**
     * @param replaceLeftImages a guest whose disks were copied away may be copied back onto the images that it left at home,
     *     and the copies elsewhere are removed afterwards; else such a guest is refused
     */
    public ReturnJob(
            Whereabouts whereabouts,
            Mover mover,
            Limits limits,
            Slots slots,
            Optional<Bandwidth> totalRate,
            Duration deadline,
            EvacuationListener listener,
            boolean replaceLeftImages) {
        this.replaceLeftImages = replaceLeftImages;
        this.whereabouts = whereabouts;
        this.mover = mover;
        this.limits = limits;
        this.slots = slots;
        this.totalRate = totalRate;
        this.deadline = deadline;
        this.listener = listener;
    }

    /**
     * Blocks until every guest is home, or cannot be brought there.
     *
     * @param evacuation the report of the evacuation
     * @throws IllegalArgumentException where it is the report of something else
     * @throws IllegalStateException when another process empties or refills the host
     */
    @SuppressWarnings("try") // the host is only held, not asked anything
    public Report run(Report evacuation, Optional<Path> directory, AbortSignal abort) throws InterruptedException {
        if (evacuation.kind() != Report.Kind.EVACUATE || evacuation.host() == null) {
            throw new IllegalArgumentException("That is not the report of an evacuation: only one of those says which"
                    + " guests are to be brought home.");
        }
        Optional<Slot> right = slots.takeHost(evacuation.host());
        if (right.isEmpty()) {
            throw new IllegalStateException("Another process on this machine is emptying or refilling "
                    + evacuation.host() + ". Wait for it, or end it.");
        }
        try (Slot host = right.get()) {
            return bringHome(evacuation, logbook(evacuation.host(), directory), abort);
        }
    }

    private Logbook logbook(String home, Optional<Path> directory) {
        Consumer<Report> store = report -> directory.ifPresent(path -> ReportFile.write(path, report));
        Optional<Report> earlier = directory
                .filter(path -> Files.exists(path.resolve(ReportFile.NAME)))
                .map(ReportFile::read);
        return earlier.map(report -> Logbook.resume(Clock.systemUTC(), Report.Kind.RETURN, home, report, store))
                .orElseGet(() -> new Logbook(Clock.systemUTC(), Report.Kind.RETURN, home, store));
    }

    private Report bringHome(Report evacuation, Logbook logbook, AbortSignal abort) throws InterruptedException {
        logbook.begin();
        Mover home = replaceLeftImages ? new HomeMover(mover, evacuation) : mover;
        Crew crew = new Crew(home, limits, slots, totalRate);
        try {
            return bringHome(evacuation, crew, logbook, abort);
        } catch (RuntimeException | Error e) {
            new BreakOff(crew, logbook, listener).because(e, evacuation.host(), ABORT_BOUND);
            throw e;
        }
    }

    private Report bringHome(Report evacuation, Crew crew, Logbook logbook, AbortSignal abort)
            throws InterruptedException {
        Set<UUID> adopted = new HashSet<>();
        Waits waits = new Waits(Clock.systemUTC());
        LateStops lateStops = new LateStops(crew, listener);
        List<PlannedMove> toStart = new ArrayList<>(stopped(evacuation));
        for (MigrationRecord begun : logbook.unfinished()) {
            if (begun.source().equals(begun.destination())) {
                logbook.forget(UUID.fromString(begun.uuid())); // It is started again below, if it does not run.
            } else {
                adopted.add(UUID.fromString(begun.uuid()));
                crew.adopt(move(begun.source(), begun.destination(), begun));
            }
        }
        List<PlannedMove> queue = null;
        Instant end = Instant.now().plus(deadline);
        Instant aborted = null;
        while (true) {
            boolean over = abort.isRequested() || Instant.now().isAfter(end);
            if (over && aborted == null) {
                aborted = Instant.now();
                listener.event("Nothing more is started, and moves under way are aborted.");
                crew.abort();
            }
            if (queue == null && !over && crew.isIdle()) {
                // Only when the moves of a killed process are over is it known who is where.
                queue = lastFirst(evacuation, logbook);
            }
            if (queue != null && !over) {
                start(queue, crew, waits, logbook);
                powerOn(toStart, queue, crew, logbook);
                lateStops.startAgain(this::isOff);
            }
            boolean done = over || queue != null && queue.isEmpty() && toStart.isEmpty();
            if (crew.isIdle() && done || aborted != null && Instant.now().isAfter(aborted.plus(ABORT_BOUND))) {
                return logbook.finish(outcome(logbook, queue, toStart, abort), null);
            }
            for (Finished finished : crew.await(LOOK)) {
                boolean wasAdopted = adopted.remove(finished.move().guest().uuid());
                if (wasAdopted && finished.moved().atSource()) {
                    // It ended with the process that began it, and is made again.
                    logbook.forget(finished.move().guest().uuid());
                } else if (lateStops.isOne(finished)) {
                    lateStops
                            .ended(finished)
                            .ifPresent(why ->
                                    listener.event(finished.move().guest().name() + ": " + why));
                } else {
                    ended(finished, waits, logbook);
                    lateStops.stayed(finished);
                }
            }
        }
    }

    /** A guest that is to come home, and is powered off where it is. */
    private boolean isOff(PlannedMove back) {
        try {
            return whereabouts.isDefinedOn(back.source(), back.guest())
                    && !whereabouts.isActiveOn(back.source(), back.guest());
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            return false; // asked again at the next look
        }
    }

    private List<PlannedMove> lastFirst(Report evacuation, Logbook logbook) {
        Map<String, MigrationRecord> moved = new LinkedHashMap<>();
        for (MigrationRecord record : evacuation.migrations()) {
            if (Records.mayBeAway(record, evacuation.host())) {
                moved.remove(record.uuid());
                moved.put(record.uuid(), record);
            }
        }
        List<MigrationRecord> records = new ArrayList<>(moved.values());
        Collections.reverse(records);
        List<PlannedMove> queue = new ArrayList<>();
        for (MigrationRecord record : records) {
            PlannedMove back = move(record.destination(), evacuation.host(), record);
            if (record.outcome() == Outcome.FAILED || record.outcome() == Outcome.ABORTED) {
                unproven(back, logbook);
            } else {
                way(back, logbook).ifPresent(queue::add);
            }
        }
        return queue;
    }

    /** Guests that were shut down because they wished it, with what starts them again at home. */
    private static List<PlannedMove> stopped(Report evacuation) {
        return evacuation.migrations().stream()
                .filter(record -> record.outcome() == Outcome.SUCCEEDED)
                .filter(record -> Records.strategy(record) == Strategy.SHUTDOWN)
                .map(record -> move(evacuation.host(), evacuation.host(), record))
                .toList();
    }

    /** Each as soon as it is at home. */
    private void powerOn(List<PlannedMove> toStart, List<PlannedMove> queue, Crew crew, Logbook logbook) {
        for (PlannedMove start : List.copyOf(toStart)) {
            UUID guest = start.guest().uuid();
            boolean comes = queue.stream().anyMatch(move -> move.guest().uuid().equals(guest));
            if (!comes && !crew.isMoving(guest)) {
                toStart.remove(start);
                logbook.began(start);
                crew.powerOn(start);
                listener.event(start.guest().name() + ": is started on " + start.source() + ", where it ran.");
            }
        }
    }

    private static PlannedMove move(String source, String destination, MigrationRecord record) {
        return new PlannedMove(
                Records.guest(record), source, destination, Records.route(record), Duration.ZERO, Duration.ZERO);
    }

    /** How a guest comes home, by what it is now; empty where it stays, and the logbook then has the reason. */
    private Optional<PlannedMove> way(PlannedMove back, Logbook logbook) {
        Guest guest = back.guest();
        boolean offline = guest.strategy().isOffline();
        try {
            if (whereabouts.isActiveOn(back.source(), guest)) {
                // One that was powered off then, and that somebody has started since, goes on running.
                return Optional.of(guest.strategy() == Strategy.POWERED_OFF ? as(back, Strategy.MIGRATE) : back);
            }
            if (offline && whereabouts.isDefinedOn(back.source(), guest)) {
                return Optional.of(as(back, Strategy.POWERED_OFF));
            }
            boolean home = whereabouts.isActiveOn(back.destination(), guest);
            if (home || offline && whereabouts.isDefinedOn(back.destination(), guest)) {
                listener.event(guest.name() + " is at home already.");
                if (!logbook.hasDone(guest.uuid())) {
                    logbook.noted(Records.skipped(
                            guest, back.source(), "It is at home already.", home ? back.destination() : null));
                }
                return Optional.empty();
            }
            listener.event(guest.name() + " no longer runs on " + back.source() + ": it is left alone.");
            logbook.noted(Records.skipped(
                    guest,
                    back.source(),
                    "It no longer runs on " + back.source() + ": somebody moved or stopped it since.",
                    null));
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            listener.event(guest.name() + ": where it runs cannot be asked. " + e.getMessage());
            logbook.noted(Records.unknown(guest, back.source(), "Where it runs could not be asked: " + e.getMessage()));
        }
        return Optional.empty();
    }

    /** Its move ended without a proof of where it runs: at home is well, anything else is for a person to look at. */
    private void unproven(PlannedMove back, Logbook logbook) {
        Guest guest = back.guest();
        try {
            if (isOn(back.destination(), guest) && !isOn(back.source(), guest)) {
                listener.event(guest.name() + " is at home.");
                logbook.noted(Records.skipped(
                        guest,
                        back.source(),
                        "It is at home already.",
                        whereabouts.isActiveOn(back.destination(), guest) ? back.destination() : null));
                return;
            }
            String reason = "When it was moved away it was not proven where it runs, and it is not at home: look at"
                    + " it on " + back.source() + " and " + back.destination() + ".";
            listener.event(guest.name() + ": " + reason);
            logbook.noted(Records.unknown(guest, back.source(), reason));
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            listener.event(guest.name() + ": where it runs cannot be asked. " + e.getMessage());
            logbook.noted(Records.unknown(guest, back.source(), "Where it runs could not be asked: " + e.getMessage()));
        }
    }

    private boolean isOn(String host, Guest guest) {
        return guest.strategy().isOffline()
                ? whereabouts.isDefinedOn(host, guest)
                : whereabouts.isActiveOn(host, guest);
    }

    private static PlannedMove as(PlannedMove move, Strategy strategy) {
        return new PlannedMove(
                move.guest().withStrategy(strategy),
                move.source(),
                move.destination(),
                move.route(),
                move.start(),
                move.expected());
    }

    private void start(List<PlannedMove> queue, Crew crew, Waits waits, Logbook logbook) {
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

    private void ended(Finished finished, Waits waits, Logbook logbook) {
        MigrationRecord record = waits.end(finished.moved().record());
        logbook.ended(record, finished.moved().checks());
        listener.event(finished.move().guest().name()
                + (record.outcome() != Outcome.SUCCEEDED
                        ? ": not brought home. " + record.reason()
                        : record.runsOn() == null
                                ? ": is on " + finished.move().destination() + ", powered off."
                                : ": runs on " + record.runsOn() + "; " + MoveFigures.of(record) + "."));
    }

    private static Outcome outcome(
            Logbook logbook, List<PlannedMove> queue, List<PlannedMove> toStart, AbortSignal abort) {
        Map<String, Outcome> last = new LinkedHashMap<>();
        logbook.records().forEach(record -> last.put(record.uuid(), record.outcome()));
        boolean all = queue != null
                && queue.isEmpty()
                && toStart.isEmpty()
                && logbook.unfinished().isEmpty();
        boolean failed = last.containsValue(Outcome.FAILED) || last.containsValue(Outcome.ABORTED);
        if (all && !failed) {
            return Outcome.SUCCEEDED;
        }
        return abort.isRequested() ? Outcome.ABORTED : Outcome.FAILED;
    }
}
