package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The moves of the plan that have not begun, in their order, and what holds each of them back. */
final class MoveQueue {
    private final Crew crew;
    private final Ledger ledger;
    private final Waits waits;
    private final Departures departures;
    private final Neighbours neighbours;
    private final Logbook logbook;
    private final EvacuationListener listener;
    private final List<PlannedMove> moves = new ArrayList<>();

    MoveQueue(
            Crew crew,
            Ledger ledger,
            Waits waits,
            Departures departures,
            Neighbours neighbours,
            Logbook logbook,
            EvacuationListener listener) {
        this.crew = crew;
        this.ledger = ledger;
        this.waits = waits;
        this.departures = departures;
        this.neighbours = neighbours;
        this.logbook = logbook;
        this.listener = listener;
    }

    void replace(List<PlannedMove> others) {
        moves.clear();
        moves.addAll(others);
    }

    void remove(UUID guest) {
        moves.removeIf(move -> move.guest().uuid().equals(guest));
    }

    boolean isEmpty() {
        return moves.isEmpty();
    }

    /** Those that may begin now. */
    void start() {
        for (PlannedMove move : List.copyOf(moves)) {
            UUID guest = move.guest().uuid();
            Optional<String> early = ledger.holds(guest);
            if (early.isPresent()) {
                waits.begin(guest, early.get());
                continue;
            }
            if (!crew.isIdle() && !departures.mayLeave()) {
                return;
            }
            Optional<String> held = crew.holds(move);
            if (held.isPresent()) {
                waits.begin(guest, held.get());
                continue;
            }
            if (neighbours.leaveAlone(move.guest())) {
                start(move);
            }
        }
    }

    private void start(PlannedMove move) {
        Optional<String> held = crew.start(move, () -> logbook.began(move));
        if (held.isPresent()) {
            waits.begin(move.guest().uuid(), held.get());
            return;
        }
        moves.remove(move);
        departures.left();
        listener.event(move.guest().name() + ": moves to " + move.destination() + ".");
    }
}
