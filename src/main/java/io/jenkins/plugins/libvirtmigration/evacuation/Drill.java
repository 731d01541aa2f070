package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.DrillResult.Phase;
import io.jenkins.plugins.libvirtmigration.evacuation.world.Whereabouts;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A host is emptied, asked, refilled and asked again, so that the night on which it must be emptied brings nothing new.
 *
 * <p>Guests that were moved are brought home even where others could not be moved, since a drill leaves the world as it
 * found it; only after an abort they stay where they are. Killed and started again with the same directory it goes on.
 */
public final class Drill {
    private final EvacuationJob evacuation;
    private final ReturnJob home;
    private final DrillChecks checks;
    private final EvacuationListener listener;
    private final Clock clock;

    /** @param whereabouts asks the hosts afresh, for the checks after each half */
    public Drill(
            EvacuationJob evacuation,
            ReturnJob home,
            Whereabouts whereabouts,
            EvacuationListener listener,
            Clock clock) {
        this.evacuation = evacuation;
        this.home = home;
        this.checks = new DrillChecks(whereabouts);
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Blocks until both halves are over; each is bounded by its own deadline.
     *
     * @throws IllegalArgumentException where the directory has a drill that is over, or guests could not come home
     * @throws IllegalStateException when another process empties or refills the host
     */
    public DrillResult run(DrillRequest request, AbortSignal abort) throws InterruptedException {
        refuseFinished(request);
        Progress progress = new Progress(request);
        Report away = emptied(request, abort);
        progress.evacuated(away);
        if (abort.isRequested()) {
            listener.event("The drill was aborted. Guests that were moved stay where they are; bring them home with"
                    + " return"
                    + request.evacuationDirectory()
                            .map(path -> " --evacuation " + path)
                            .orElse("") + ".");
            return progress.conclude(Optional.empty(), Outcome.ABORTED);
        }
        progress.add(Phase.CHECK_AWAY, checks.away(request.host(), away));
        listener.event("Now its guests are brought home to " + request.host() + ".");
        Report back = home.run(away, request.returnDirectory(), abort);
        progress.add(Phase.RETURN, phase(request, Phase.RETURN, back));
        if (back.outcome() != Outcome.ABORTED) {
            progress.add(Phase.CHECK_HOME, checks.home(request.host(), away));
        }
        return progress.conclude(Optional.of(back), back.outcome() == Outcome.ABORTED ? Outcome.ABORTED : null);
    }

    private static void refuseFinished(DrillRequest request) {
        request.directory()
                .map(path -> path.resolve(ReportFile.NAME))
                .filter(Files::exists)
                .map(ReportFile::read)
                .ifPresent(report -> {
                    throw new IllegalArgumentException(request.directory().get()
                            + " has a report already, of a drill that is over or of something else ("
                            + report.kind().name().toLowerCase(java.util.Locale.ROOT)
                            + "): give each drill a directory of its own.");
                });
    }

    /** The evacuation; one that a killed drill had finished is not made again. */
    private Report emptied(DrillRequest request, AbortSignal abort) throws InterruptedException {
        Optional<Report> earlier = request.evacuationDirectory()
                .map(path -> path.resolve(ReportFile.NAME))
                .filter(Files::exists)
                .map(ReportFile::read)
                .filter(report -> report.finishedAt() != null && request.host().equals(report.host()));
        if (earlier.isPresent()) {
            listener.event("An earlier process has finished the evacuation of " + request.host() + ".");
            return earlier.get();
        }
        if (!request.replaceLeftImages()) {
            refuseCopies(request);
        }
        return evacuation.run(Optional.empty(), request.evacuationDirectory(), abort);
    }

    /** Said before anything moves: after the first half it would be too late. */
    private void refuseCopies(DrillRequest request) {
        List<String> copied = evacuation.plan().moves().stream()
                .filter(move -> move.route().copiesDisks())
                .map(move -> move.guest().name())
                .toList();
        if (!copied.isEmpty()) {
            throw new IllegalArgumentException(
                    "Disks of " + String.join(", ", copied) + " would be copied, and their old"
                            + " images stay on " + request.host() + ", onto which they could not come home. Give"
                            + " --replace-left-images to have them written over by the copy back, or share the disks.");
        }
    }

    private static Check phase(DrillRequest request, Phase phase, Report half) {
        long good = half.migrations().stream()
                .filter(move -> move.outcome() == Outcome.SUCCEEDED)
                .count();
        String found = (half.outcome() == Outcome.SUCCEEDED ? "succeeded" : "did not succeed") + ", " + good + " of "
                + half.migrations().size() + " moves";
        return half.outcome() == Outcome.SUCCEEDED
                ? Check.passed(request.host(), null, phase.id(), found, "success")
                : Check.failed(
                        request.host(), null, phase.id(), found, "success", "Each move has its reason in the report.");
    }

    /** What is known of a drill so far. */
    private final class Progress {
        private final DrillRequest request;
        private final List<Check> found = new ArrayList<>();
        private Optional<Phase> failed = Optional.empty();
        private Report away;

        Progress(DrillRequest request) {
            this.request = request;
        }

        void evacuated(Report report) {
            away = report;
            add(Phase.EVACUATE, phase(request, Phase.EVACUATE, report));
        }

        void add(Phase phase, Check check) {
            found.add(check);
            if (check.hasFailed() && failed.isEmpty()) {
                failed = Optional.of(phase);
            }
        }

        /** @param decided the outcome where it does not hang on the checks, else null */
        DrillResult conclude(Optional<Report> back, Outcome decided) {
            List<MigrationRecord> moves = new ArrayList<>(away.migrations());
            back.ifPresent(report -> moves.addAll(report.migrations()));
            Instant end = clock.instant();
            if (decided == null) {
                request.thresholds()
                        .judge(request.host(), moves, Duration.between(away.startedAt(), end))
                        .forEach(check -> add(Phase.THRESHOLDS, check));
            }
            List<Check> all = new ArrayList<>(found);
            all.addAll(away.checks());
            back.ifPresent(report -> all.addAll(report.checks()));
            Outcome outcome = decided != null ? decided : failed.isEmpty() ? Outcome.SUCCEEDED : Outcome.FAILED;
            Report whole = new Report(
                    Report.VERSION,
                    Report.Kind.DRILL,
                    away.startedAt(),
                    end,
                    outcome,
                    request.host(),
                    away.empty(),
                    moves,
                    all,
                    away.plan());
            request.directory().ifPresent((Path path) -> ReportFile.write(path, whole));
            Optional<Phase> named = decided == null ? failed : Optional.empty();
            listener.event(sentence(outcome, named, Duration.between(away.startedAt(), end)));
            return new DrillResult(whole, away, back, named);
        }

        private String sentence(Outcome outcome, Optional<Phase> named, Duration took) {
            return switch (outcome) {
                case SUCCEEDED -> "The drill passed after " + Durations.format(took) + ".";
                case ABORTED -> "The drill was aborted after " + Durations.format(took) + ".";
                default -> "The drill did not pass: " + named.map(Phase::words).orElseThrow() + " failed first.";
            };
        }
    }
}
