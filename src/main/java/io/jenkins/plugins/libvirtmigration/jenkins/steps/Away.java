package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which guests of a host the evacuations of one build left elsewhere, by the reports it keeps: those of every evacuation,
 * since a second try moves only what the first has left, less those that a return has brought home.
 *
 * <p>The reports come from agents. Whose guests one is about is known without them, and so is where an evacuation was to
 * leave guests: a return sends out credentials of these hosts, and of no others that a report may name.
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
    private final Set<String> permitted = new HashSet<>();

    private Away(String host) {
        this.host = host;
        permitted.add(host);
    }

    /** @param steps of one build, in the order in which they began; their reports are read */
    public static Away of(List<StepReport> steps, String host) {
        Away away = new Away(host);
        for (StepReport step : steps) {
            if (!host(step).equals(host)) {
                continue;
            }
            if (step.getKind().equals(EVACUATION)) {
                away.evacuated(step);
            } else if (step.getKind().equals(WAY_HOME)) {
                step.report().ifPresent(report -> report.migrations().forEach(away::cameHome));
            }
        }
        return away;
    }

    /** The host of an evacuation or a return, which is its title. */
    static String host(StepReport step) {
        return step.getTitle();
    }

    private void evacuated(StepReport step) {
        permitted.addAll(step.getRefuges());
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

    /**
     * As the report of one evacuation, for a return.
     *
     * @throws AbortException if it would name a host that guests of this one were never to be left on
     */
    public Report report() throws AbortException {
        List<MigrationRecord> all = Stream.concat(moved.values().stream(), stopped.values().stream())
                .toList();
        Instant now = Instant.now();
        Instant first = all.stream()
                .map(MigrationRecord::startedAt)
                .filter(at -> at != null)
                .min(Instant::compareTo)
                .orElse(now);
        Report report = new Report(
                Report.VERSION, Report.Kind.EVACUATE, first, now, Outcome.SUCCEEDED, host, null, all, List.of());
        requirePermitted(report);
        return report;
    }

    private void requirePermitted(Report report) throws AbortException {
        List<String> others = report.hosts().stream()
                .filter(name -> !permitted.contains(name))
                .map(Shown::text)
                .toList();
        if (!others.isEmpty()) {
            throw new AbortException("By the reports that the build keeps, guests of " + host + " were moved to "
                    + String.join(", ", others)
                    + ", but it does not keep that they were to go there: a report comes from"
                    + " an agent, and no agent decides which hosts another login is made to. A build of a version of the"
                    + " plugin that did not keep it cannot be returned from either. Look at the hosts, and bring the"
                    + " guests home with liveMigrate.");
        }
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
