package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Wait;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Since when each guest waits for its move, and all that held it back. */
final class Waits {
    private final Clock clock;
    private final Map<UUID, Waiting> waiting = new HashMap<>();

    Waits(Clock clock) {
        this.clock = clock;
    }

    private record Waiting(Instant since, Set<String> whys) {}

    void begin(UUID guest, String why) {
        waiting.computeIfAbsent(guest, uuid -> new Waiting(clock.instant(), new LinkedHashSet<>()))
                .whys()
                .add(why);
    }

    /** The record of the guest's move with how long it waited before; unchanged where it did not. */
    MigrationRecord end(MigrationRecord record) {
        Waiting waited = waiting.remove(UUID.fromString(record.uuid()));
        if (waited == null || record.startedAt() == null) {
            return record;
        }
        Duration time = Duration.between(waited.since(), record.startedAt());
        String why = String.join("; ", waited.whys());
        return Records.withEvent(
                record.withWaited(new Wait(time.toMillis(), why)),
                "Before it began it waited " + Durations.format(time) + ": " + why + ".");
    }
}
