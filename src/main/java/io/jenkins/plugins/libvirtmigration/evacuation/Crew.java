package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.Mover.Moved;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits.Lane;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots.Slot;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The moves that are under way side by side: never more than the limits of this evacuation and of this machine, and with
 * the total rate shared out evenly among them. Used by one thread; each move has a thread of its own.
 */
final class Crew {
    /** libvirt counts in whole MiB/s, and 0 would be "no limit". */
    private static final long LEAST_SHARE = 1 << 20;

    private final Mover mover;
    private final Limits limits;
    private final Slots slots;
    private final Optional<Bandwidth> total;
    private final Map<UUID, Working> working = new LinkedHashMap<>();
    private final LinkedBlockingQueue<Finished> finished = new LinkedBlockingQueue<>();

    Crew(Mover mover, Limits limits, Slots slots, Optional<Bandwidth> total) {
        this.mover = mover;
        this.limits = limits;
        this.slots = slots;
        this.total = total;
    }

    private record Working(PlannedMove move, Slot slot, AbortSignal abort) {}

    /** A move that is over. */
    record Finished(PlannedMove move, Moved moved) {}

    /** Which limit holds a move back now; empty if it may start as far as this evacuation is concerned. */
    Optional<String> holds(PlannedMove move) {
        return limits.admit(move.lane(), lanes())
                ? Optional.empty()
                : Optional.of("as many moves were under way as the limits permit");
    }

    /**
     * Starts a move, if other processes on this machine leave it a place; else says so.
     *
     * @param before done when it is certain that the move starts, and before it does
     */
    Optional<String> start(PlannedMove move, Runnable before) {
        long memory = mover.memory(move);
        Optional<Slot> slot = slots.take(move.lane(), memory);
        if (slot.isEmpty()) {
            return Optional.of("other processes on this machine had all places");
        }
        if (isCrowded(move.destination(), memory)) {
            slot.get().close();
            return Optional.of(
                    "the memory of " + move.destination() + " was promised to guests that others move there");
        }
        before.run();
        // Those under way slow down before the next one starts.
        shareOut(working.size() + 1);
        Optional<Bandwidth> rate = share(working.size() + 1);
        begin(move, slot.get(), abort -> mover.move(move, rate, abort));
        return Optional.empty();
    }

    /**
     * Whether what others were promised and this guest do not fit together. What has arrived of theirs already counts
     * twice then: that only makes a guest wait until they are over, and after that the host's own figures tell.
     */
    private boolean isCrowded(String destination, long memory) {
        long promised = memory == 0 ? 0 : slots.promised(destination);
        OptionalLong available = promised == 0 ? OptionalLong.empty() : mover.availableMemory(destination);
        return available.isPresent() && available.getAsLong() - promised < memory;
    }

    /** Follows a move that an earlier process began: it is under way, so no limit can hold it back. */
    void adopt(PlannedMove move) {
        Slot slot = slots.take(move.lane(), mover.memory(move)).orElse(() -> {});
        begin(move, slot, abort -> mover.recover(move.guest(), move.source(), move.destination(), abort));
    }

    /** Shuts a guest down where it is; that takes nothing from the network, so no limit holds it back. */
    void shutDown(PlannedMove stop) {
        begin(stop, () -> {}, abort -> mover.shutDown(stop.guest(), stop.source(), abort));
    }

    /** Starts a guest where it is, likewise. */
    void powerOn(PlannedMove start) {
        begin(start, () -> {}, abort -> mover.powerOn(start.guest(), start.source()));
    }

    private interface Work {
        Moved run(AbortSignal abort);
    }

    private void begin(PlannedMove move, Slot slot, Work work) {
        AbortSignal abort = new AbortSignal();
        working.put(move.guest().uuid(), new Working(move, slot, abort));
        Supplier<Moved> moved = () -> work.run(abort);
        Thread thread = new Thread(
                () -> finished.add(new Finished(move, outcome(move, moved))),
                "move " + move.guest().uuid());
        thread.setDaemon(true);
        thread.start();
    }

    /** Whatever goes wrong with a move, its end is heard of: an evacuation must not wait for a thread that died. */
    private static Moved outcome(PlannedMove move, Supplier<Moved> work) {
        try {
            Moved moved = work.get();
            return new Moved(
                    Records.named(move.guest(), moved.record()), moved.checks(), moved.atSource(), moved.mayGoOff());
        } catch (RuntimeException | Error e) {
            return Records.failed(move, "An error of the program itself: " + e);
        }
    }

    /**
     * The moves that ended; waits for the first of them, but not longer than that. Shares are told again each time: one
     * that came while a move was being set up had nothing to act on.
     */
    List<Finished> await(Duration most) throws InterruptedException {
        shareOut(working.size());
        Finished first = finished.poll(most.toMillis(), TimeUnit.MILLISECONDS);
        return first == null ? List.of() : ended(new ArrayList<>(List.of(first)));
    }

    /** The moves that have ended, without waiting for any. */
    List<Finished> ended() {
        return finished.isEmpty() ? List.of() : ended(new ArrayList<>());
    }

    private List<Finished> ended(List<Finished> ended) {
        finished.drainTo(ended);
        for (Finished one : ended) {
            working.remove(one.move().guest().uuid()).slot().close();
        }
        shareOut(working.size());
        return ended;
    }

    void abort() {
        working.values().forEach(one -> one.abort().request());
    }

    /** Aborts what is under way and waits until it is over; what takes longer than that is left to run. */
    List<Finished> end(Duration bound) throws InterruptedException {
        abort();
        List<Finished> ended = new ArrayList<>();
        long until = System.nanoTime() + bound.toNanos();
        for (long left = bound.toNanos(); !isIdle() && left > 0; left = until - System.nanoTime()) {
            ended.addAll(await(Duration.ofNanos(left)));
        }
        return ended;
    }

    boolean isIdle() {
        return working.isEmpty();
    }

    boolean isMoving(UUID guest) {
        return working.containsKey(guest);
    }

    List<PlannedMove> moves() {
        return working.values().stream().map(Working::move).toList();
    }

    private Collection<Lane> lanes() {
        return working.values().stream()
                .map(one -> one.move().lane())
                .filter(lane -> !lane.source().equals(lane.destination()))
                .toList();
    }

    private Optional<Bandwidth> share(int moves) {
        return total.map(rate -> new Bandwidth(Math.max(LEAST_SHARE, rate.bytesPerSecond() / moves)));
    }

    private void shareOut(int moves) {
        if (moves > 0) {
            share(moves).ifPresent(rate -> working.values().forEach(one -> mover.changeRate(one.move(), rate)));
        }
    }
}
