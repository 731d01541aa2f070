package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.PlanRecord;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What has happened, kept as a report that is written anew whenever something begins or ends: a process that is killed at
 * any point leaves behind which moves were under way, and where to.
 */
final class Logbook {
    private final Clock clock;
    private final Report.Kind kind;
    private final String host;
    private final Consumer<Report> store;
    private final Instant startedAt;
    private final List<MigrationRecord> ended = new ArrayList<>();
    private final Map<UUID, MigrationRecord> underWay = new LinkedHashMap<>();
    private final List<Check> checks = new ArrayList<>();
    private PlanRecord plan;

    /** @param store where the report is written; an error of it ends the evacuation before anything moves */
    Logbook(Clock clock, Report.Kind kind, String host, Consumer<Report> store) {
        this.clock = clock;
        this.kind = kind;
        this.host = host;
        this.store = store;
        this.startedAt = clock.instant();
    }

    private Logbook(Clock clock, Report earlier, Consumer<Report> store) {
        this.clock = clock;
        this.kind = earlier.kind();
        this.host = earlier.host();
        this.store = store;
        this.startedAt = earlier.startedAt();
        this.plan = earlier.plan();
        for (MigrationRecord record : earlier.migrations()) {
            if (record.outcome() == null || kind == Report.Kind.EVACUATE && Records.isUnproven(record, host)) {
                underWay.put(UUID.fromString(record.uuid()), record);
            } else if (record.outcome() == Outcome.SUCCEEDED) {
                ended.add(record);
            }
        }
    }

    /**
     * Goes on with the report of a process that is gone: its moves that succeeded, which a return wants to know of, and
     * those that were under way, or ended without a proof of where the guest is. What failed otherwise is tried again, and
     * what was found then is looked at again.
     *
     * @throws IllegalArgumentException where the report is about something else
     */
    static Logbook resume(Clock clock, Report.Kind kind, String host, Report earlier, Consumer<Report> store) {
        if (earlier.kind() != kind || !host.equals(earlier.host())) {
            throw new IllegalArgumentException("The report directory holds the report of another run ("
                    + earlier.kind().name().toLowerCase(Locale.ROOT) + " of " + earlier.host()
                    + "): give each run a directory of its own.");
        }
        return new Logbook(clock, earlier, store);
    }

    boolean isUnderWay(UUID guest) {
        return underWay.containsKey(guest);
    }

    /** Whether a move of the guest, or its shutdown, has succeeded: in this process or an earlier one. */
    boolean hasDone(UUID guest) {
        return ended.stream()
                .anyMatch(record ->
                        record.outcome() == Outcome.SUCCEEDED && record.uuid().equals(guest.toString()));
    }

    /** Moves that an earlier process began and whose end nobody knows. */
    List<MigrationRecord> unfinished() {
        return List.copyOf(underWay.values());
    }

    void began(PlannedMove move) {
        underWay.put(move.guest().uuid(), Records.underWay(move, clock.instant()));
        write(null, null);
    }

    void ended(MigrationRecord record, List<Check> found) {
        underWay.remove(UUID.fromString(record.uuid()));
        add(record.startedAt() == null ? record : record.withEndedAt(clock.instant()));
        found.stream().filter(Check::hasFailed).forEach(checks::add);
        write(null, null);
    }

    /** A record of a guest that did not move: one for each guest, the last word counts. */
    void noted(MigrationRecord record) {
        ended.removeIf(other -> other.uuid().equals(record.uuid()) && other.destination() == null);
        add(record);
    }

    /** An adopted move may have been recorded already. */
    private void add(MigrationRecord record) {
        ended.removeIf(other -> record.startedAt() != null
                && other.uuid().equals(record.uuid())
                && record.startedAt().equals(other.startedAt()));
        ended.add(record);
    }

    /** The move turned out never to have happened: nothing to report. */
    void forget(UUID guest) {
        underWay.remove(guest);
        write(null, null);
    }

    /** The first plan counts: what was meant before anything moved. */
    void planned(Supplier<PlanRecord> first) {
        if (plan == null) {
            plan = first.get();
        }
    }

    void check(Check check) {
        checks.add(check);
    }

    /** Whether the last word of no guest is a failure, and nothing is under way. */
    boolean isWell() {
        Map<String, Outcome> last = new HashMap<>();
        ended.forEach(record -> last.put(record.uuid(), record.outcome()));
        return underWay.isEmpty() && !last.containsValue(Outcome.FAILED) && !last.containsValue(Outcome.ABORTED);
    }

    List<MigrationRecord> records() {
        return List.copyOf(ended);
    }

    void begin() {
        write(null, null);
    }

    Report finish(Outcome outcome, Boolean empty) {
        return write(outcome, empty);
    }

    private Report write(Outcome outcome, Boolean empty) {
        List<MigrationRecord> all = new ArrayList<>(ended);
        all.addAll(underWay.values());
        Report report = new Report(
                Report.VERSION,
                kind,
                startedAt,
                outcome == null ? null : clock.instant(),
                outcome,
                host,
                empty,
                all,
                checks,
                plan);
        store.accept(report);
        return report;
    }
}
