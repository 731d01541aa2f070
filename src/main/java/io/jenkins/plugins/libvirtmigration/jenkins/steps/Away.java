package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which guests of a host the evacuations of one build left elsewhere, by the reports it keeps: those of every evacuation,
 * since a second try moves only what the first has left, less those that a return has brought home.
 */
public final class Away {
    static final String EVACUATION = "evacuate";
    private static final String WAY_HOME = "return";
    private static final String SHUTDOWN = "shutdown";
    private static final int NAMED = 20;

    private final String host;
    private final Map<String, MigrationRecord> moved = new LinkedHashMap<>();
    private final Map<String, MigrationRecord> stopped = new LinkedHashMap<>();
    private final List<String> unknown = new ArrayList<>();

    private Away(String host) {
        this.host = host;
    }

    /** @param steps of one build, in the order in which they began; their reports are read */
    public static Away of(List<StepReport> steps, String host) {
        Away away = new Away(host);
        for (StepReport step : steps) {
            if (step.getKind().equals(EVACUATION) && host(step).equals(host)) {
                away.evacuated(step);
            } else if (step.getKind().equals(WAY_HOME)) {
                step.report()
                        .filter(report -> host.equals(report.host()))
                        .ifPresent(report -> report.migrations().forEach(away::cameHome));
            }
        }
        return away;
    }

    /** The host of an evacuation, which is its title too. */
    static String host(StepReport evacuation) {
        return evacuation.report().map(Report::host).orElseGet(evacuation::getTitle);
    }

    private void evacuated(StepReport step) {
        Optional<Report> report = step.report();
        report.ifPresent(found -> found.migrations().forEach(this::left));
        boolean told = report.map(Report::outcome).isPresent();
        if (!told && !step.isUntouched()) {
            unknown.add(step.getId());
        }
    }

    private void left(MigrationRecord record) {
        if (record.outcome() == Outcome.SKIPPED || record.uuid() == null) {
            return;
        }
        boolean succeeded = record.outcome() == Outcome.SUCCEEDED;
        if (SHUTDOWN.equals(record.manner())) {
            stopped.put(record.uuid(), record); // One that did not listen in time may have gone off since.
        } else if (record.destination() != null) {
            moved.remove(record.uuid());
            if (succeeded || !host.equals(record.runsOn())) {
                // Last, since the last to leave comes home first.
                moved.put(record.uuid(), record);
            }
        }
    }

    private void cameHome(MigrationRecord record) {
        boolean over = record.outcome() == Outcome.SUCCEEDED || record.outcome() == Outcome.SKIPPED;
        if (!over || record.uuid() == null) {
            return;
        }
        if (host.equals(record.source())) {
            stopped.remove(record.uuid()); // It was started, or ran: nothing is left to do with it.
        } else {
            moved.remove(record.uuid());
        }
    }

    /** Whether no guest is known to be elsewhere. */
    public boolean isNobody() {
        return moved.isEmpty() && stopped.isEmpty();
    }

    /** The evacuations of which it is not known, or not to the end, what they moved. */
    public List<String> unknown() {
        return List.copyOf(unknown);
    }

    /** As the report of one evacuation, for a return. */
    public Report report() {
        List<MigrationRecord> all = Stream.concat(moved.values().stream(), stopped.values().stream())
                .toList();
        Instant now = Instant.now();
        Instant first = all.stream()
                .map(MigrationRecord::startedAt)
                .filter(at -> at != null)
                .min(Instant::compareTo)
                .orElse(now);
        return new Report(
                Report.VERSION, Report.Kind.EVACUATE, first, now, Outcome.SUCCEEDED, host, null, all, List.of());
    }

    /** Of those that evacuations moved: {@code web-1 is on kvm-02, web-2 is on kvm-03}; blank for nobody. */
    public String sentence() {
        List<String> words = Stream.concat(
                        moved.values().stream().map(Away::place),
                        stopped.values().stream()
                                .filter(record -> !moved.containsKey(record.uuid()))
                                .map(record -> Shown.text(record.vm())
                                        + (record.outcome() == Outcome.SUCCEEDED
                                                ? " is shut down"
                                                : " may be shut down")))
                .toList();
        String named = words.stream().limit(NAMED).collect(Collectors.joining(", "));
        return words.size() <= NAMED ? named : named + " and " + (words.size() - NAMED) + " more";
    }

    private static String place(MigrationRecord record) {
        boolean proven = record.outcome() == Outcome.SUCCEEDED;
        return Shown.text(record.vm()) + (proven ? " is on " : " may be on ") + Shown.text(record.destination());
    }
}
