package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is to be done with every guest of a host.
 *
 * @param moves in the order in which they start
 * @param staying guests that are not moved, each with its reason
 * @param shutdown guests that are shut down where they are, because their strategy asks for it
 * @param proven no plan exists that finds a place for more guests; always true if all have one
 * @param stayIdle destinations that ran nothing before and run nothing afterwards: they can be switched off
 */
public record Plan(
        String source,
        Goal goal,
        List<PlannedMove> moves,
        List<Staying> staying,
        List<Guest> shutdown,
        boolean proven,
        List<String> stayIdle,
        Matrix matrix) {

    public Plan {
        moves = List.copyOf(moves);
        staying = List.copyOf(staying);
        shutdown = List.copyOf(shutdown);
        stayIdle = List.copyOf(stayIdle);
    }

    /** Whether every guest that is to leave has a destination. */
    public boolean isComplete() {
        return staying.stream().noneMatch(Staying::unwanted);
    }

    public Optional<PlannedMove> move(UUID guest) {
        return moves.stream().filter(move -> move.guest().uuid().equals(guest)).findFirst();
    }

    public long bytes() {
        return moves.stream().mapToLong(PlannedMove::bytes).sum();
    }

    /** Expected, from the first start to the last end. */
    public Duration expected() {
        return moves.stream()
                .map(move -> move.start().plus(move.expected()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
