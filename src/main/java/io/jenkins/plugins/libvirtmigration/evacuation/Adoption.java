package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.evacuation.world.World.Seen;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What a process began that is gone now. It may still be under way (peer-to-peer, a shutdown), or over: followed to its end. */
final class Adoption {
    private final Logbook logbook;
    private final Crew crew;
    private final EvacuationListener listener;
    private final Set<UUID> underWay = new HashSet<>();
    private boolean begun;

    Adoption(Logbook logbook, Crew crew, EvacuationListener listener) {
        this.logbook = logbook;
        this.crew = crew;
        this.listener = listener;
    }

    /** Once, at the first look. */
    void begin(List<Seen> seen) {
        if (begun) {
            return;
        }
        begun = true;
        for (MigrationRecord record : logbook.unfinished()) {
            UUID uuid = UUID.fromString(record.uuid());
            Optional<Seen> there =
                    seen.stream().filter(one -> one.guest().uuid().equals(uuid)).findFirst();
            if (Records.strategy(record) == Strategy.SHUTDOWN) {
                shutDown(record, there);
            } else if (record.outcome() != null
                    && Records.strategy(record) == Strategy.POWERED_OFF
                    && there.isPresent()) {
                logbook.forget(
                        uuid); // It is where it was, powered off as it was: it is moved as if for the first time.
            } else {
                follow(record, there);
            }
        }
    }

    private void follow(MigrationRecord record, Optional<Seen> there) {
        Guest guest = there.map(one -> one.guest().withStrategy(Records.strategy(record)))
                .orElseGet(() -> Records.guest(record));
        underWay.add(guest.uuid());
        listener.event(guest.name() + ": a process that is gone "
                + (record.outcome() == null ? "began to move it to " : "did not prove what became of its move to ")
                + record.destination() + "; what became of that is found out.");
        crew.adopt(new PlannedMove(
                guest, record.source(), record.destination(), Records.route(record), Duration.ZERO, Duration.ZERO));
    }

    /** It has shut down, and is to be started when all come home; or it may still do so, and is asked again. */
    private void shutDown(MigrationRecord record, Optional<Seen> there) {
        UUID uuid = UUID.fromString(record.uuid());
        if (there.isEmpty()) {
            logbook.forget(uuid);
        } else if (there.get().isActive()) {
            underWay.add(uuid);
            crew.shutDown(new PlannedMove(
                    there.get().guest().withStrategy(Strategy.SHUTDOWN),
                    record.source(),
                    record.source(),
                    Records.route(record),
                    Duration.ZERO,
                    Duration.ZERO));
        } else {
            logbook.ended(Records.wasShutDown(record), List.of());
        }
    }

    /** Whether what ended there was adopted. */
    boolean ended(UUID guest) {
        return underWay.remove(guest);
    }

    boolean isOver() {
        return begun && underWay.isEmpty();
    }
}
