package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.Crew.Finished;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Guests that were asked to shut down for a cold move, did not in time, and may still: nobody can take that request back.
 * One that goes off after all is started again where it was, so that it is not left powered off.
 */
final class LateStops {
    private final Crew crew;
    private final EvacuationListener listener;
    /** By guest, the move that failed. */
    private final Map<UUID, PlannedMove> asked = new HashMap<>();

    LateStops(Crew crew, EvacuationListener listener) {
        this.crew = crew;
        this.listener = listener;
    }

    /** A move failed. */
    void stayed(Finished finished) {
        UUID guest = finished.move().guest().uuid();
        if (finished.moved().mayGoOff()) {
            asked.put(guest, finished.move());
        } else {
            asked.remove(guest);
        }
    }

    /**
     * Those that went off since are started, by the crew.
     *
     * @param isOff whether the guest of a move is powered off where it was to leave; false where that is not known
     */
    void startAgain(Predicate<PlannedMove> isOff) {
        for (PlannedMove failed : asked.values()) {
            Guest guest = failed.guest();
            String host = failed.source();
            if (!crew.isMoving(guest.uuid()) && isOff.test(failed)) {
                crew.powerOn(new PlannedMove(guest, host, host, Route.OPEN, Duration.ZERO, Duration.ZERO));
                listener.event(guest.name() + ": went off after the time for that was over; it is started again on "
                        + host + ", where it ran.");
            }
        }
    }

    /** Whether that was the end of such a start. */
    boolean isOne(Finished finished) {
        return asked.containsKey(finished.move().guest().uuid())
                && finished.move().source().equals(finished.move().destination());
    }

    /** Why it is powered off now; empty where it runs. */
    Optional<String> ended(Finished finished) {
        if (finished.moved().record().outcome() == Outcome.SUCCEEDED) {
            return Optional.empty();
        }
        // It would fail the same way at every look.
        asked.remove(finished.move().guest().uuid());
        return Optional.of("It was asked to shut down, went off after the time for that was over, and could not be"
                + " started again on " + finished.move().source() + ": "
                + finished.moved().record().reason());
    }
}
