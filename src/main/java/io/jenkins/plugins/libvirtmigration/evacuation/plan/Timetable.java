package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits.Lane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * In which order moves start, and when they probably will: the highest priority first, and within it the longest first.
 * That is list scheduling by the LPT rule, which ends no later than 4/3 of the best possible time on equal slots (Graham,
 * SIAM Journal on Applied Mathematics 17, 1969). A move that a limit holds back lets the next one pass.
 */
final class Timetable {
    /** Setting up, switching over and proving take this long, however small the guest. */
    static final Duration OVERHEAD = Duration.ofSeconds(2);

    private final Limits limits;

    Timetable(Limits limits) {
        this.limits = limits;
    }

    /** How long a move takes when it has that rate to itself. */
    static Duration expected(long bytes, long bytesPerSecond) {
        return OVERHEAD.plusMillis((long) (bytes * 1000.0 / bytesPerSecond));
    }

    /** The moves in the order in which they start. */
    List<PlannedMove> order(List<PlannedMove> moves) {
        Map<Lane, Queue<Waiting>> lanes = new LinkedHashMap<>();
        List<PlannedMove> ranked = new ArrayList<>(moves);
        ranked.sort(rank());
        for (int i = 0; i < ranked.size(); i++) {
            PlannedMove move = ranked.get(i);
            lanes.computeIfAbsent(move.lane(), lane -> new ArrayDeque<>()).add(new Waiting(i, move));
        }
        List<PlannedMove> started = new ArrayList<>();
        List<Lane> busy = new ArrayList<>();
        PriorityQueue<PlannedMove> underWay =
                new PriorityQueue<>(Comparator.comparing(move -> move.start().plus(move.expected())));
        Duration now = Duration.ZERO;
        while (started.size() < ranked.size()) {
            Queue<Waiting> next = next(lanes, busy);
            if (next == null) {
                PlannedMove ended = underWay.remove();
                busy.remove(ended.lane());
                now = ended.start().plus(ended.expected());
                continue;
            }
            PlannedMove move = next.remove().move().at(now);
            started.add(move);
            underWay.add(move);
            busy.add(move.lane());
        }
        return started;
    }

    private record Waiting(int rank, PlannedMove move) {}

    private Queue<Waiting> next(Map<Lane, Queue<Waiting>> lanes, List<Lane> busy) {
        Queue<Waiting> best = null;
        if (busy.size() >= limits.total()) {
            return null;
        }
        for (Map.Entry<Lane, Queue<Waiting>> lane : lanes.entrySet()) {
            Queue<Waiting> queue = lane.getValue();
            if (!queue.isEmpty()
                    && (best == null || queue.peek().rank() < best.peek().rank())
                    && limits.admit(lane.getKey(), busy)) {
                best = queue;
            }
        }
        return best;
    }

    static Comparator<PlannedMove> rank() {
        return Comparator.comparingInt((PlannedMove move) -> move.guest().priority())
                .thenComparing(PlannedMove::expected)
                .reversed()
                .thenComparing(move -> move.guest().name())
                .thenComparing(move -> move.guest().uuid());
    }
}
