package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.evacuation.world.Whereabouts;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How each guest of an evacuation comes home, by where it is now. One that is gone, or that somebody has moved since, is left
 * alone and said so.
 */
final class WaysHome {
    private final Whereabouts whereabouts;
    private final Logbook logbook;
    private final EvacuationListener listener;

    WaysHome(Whereabouts whereabouts, Logbook logbook, EvacuationListener listener) {
        this.whereabouts = whereabouts;
        this.logbook = logbook;
        this.listener = listener;
    }

    /** The last moved first, so that the last to leave are the first to be back. */
    List<PlannedMove> lastFirst(Report evacuation) {
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
                unproven(back);
            } else {
                way(back).ifPresent(queue::add);
            }
        }
        return queue;
    }

    /** How a guest comes home, by what it is now; empty where it stays, and the logbook then has the reason. */
    private Optional<PlannedMove> way(PlannedMove back) {
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
            if (home && !whereabouts.isRunningOn(back.destination(), guest)) {
                paused(back);
                return Optional.empty();
            }
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

    /** It is at home, and stands still there. */
    private void paused(PlannedMove back) {
        String home = back.destination();
        String reason =
                "It is paused on " + home + ", as a move may have left it: see whether another host runs it, and"
                        + " what libvirt-migration migrate --recover --vm "
                        + back.guest().uuid() + " --from " + home + " --to "
                        + back.source() + " makes of it.";
        listener.event(back.guest().name() + ": " + reason);
        logbook.noted(Records.unknown(back.guest(), back.source(), reason));
    }

    /** Its move ended without a proof of where it runs: at home is well, anything else is for a person to look at. */
    private void unproven(PlannedMove back) {
        Guest guest = back.guest();
        try {
            if (whereabouts.isActiveOn(back.destination(), guest)
                    && !whereabouts.isRunningOn(back.destination(), guest)) {
                paused(back);
                return;
            }
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

    /**
     * Whether one that was shut down for the evacuation, or was asked to, runs: it never listened, or somebody has started it
     * since, and perhaps elsewhere. Then it is not started at home.
     *
     * @param hosts where it may run
     */
    boolean runs(PlannedMove start, List<String> hosts) {
        Guest guest = start.guest();
        Optional<String> host =
                hosts.stream().filter(one -> isSeenOn(one, guest)).findFirst();
        host.filter(one -> !one.equals(start.source()) || !logbook.hasDone(guest.uuid()))
                .ifPresent(one -> {
                    String reason = "It runs on " + one + " already.";
                    listener.event(guest.name() + ": " + reason);
                    logbook.noted(Records.skipped(guest, start.source(), reason, one));
                });
        return host.isPresent();
    }

    /** A host that cannot be asked is silent now, and starts nothing. */
    private boolean isSeenOn(String host, Guest guest) {
        try {
            return whereabouts.isActiveOn(host, guest);
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            return false;
        }
    }

    /** A guest that is to come home, and is powered off where it is. */
    boolean isOff(PlannedMove back) {
        try {
            return whereabouts.isDefinedOn(back.source(), back.guest())
                    && !whereabouts.isActiveOn(back.source(), back.guest());
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            return false; // asked again at the next look
        }
    }

    static PlannedMove move(String source, String destination, MigrationRecord record) {
        return new PlannedMove(
                Records.guest(record), source, destination, Records.route(record), Duration.ZERO, Duration.ZERO);
    }
}
