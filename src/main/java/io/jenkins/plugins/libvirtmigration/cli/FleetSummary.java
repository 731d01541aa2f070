package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.evacuation.DrillResult;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.report.Distribution;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.unit.DataSize;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/** A plan, or the end of many moves, for a person: a line for each guest, then what all of them have in common. */
final class FleetSummary {
    private final PrintWriter out;

    FleetSummary(PrintWriter out) {
        this.out = out;
    }

    void print(Plan plan) {
        for (PlannedMove move : plan.moves()) {
            line(move.guest().name() + " -> " + move.destination() + ", about " + new DataSize(move.bytes())
                    + (move.route().copiesDisks() ? " with its disks" : "") + ", in "
                    + Durations.format(move.start()) + " for " + Durations.format(move.expected()));
        }
        plan.staying().forEach(staying -> line(staying.guest().name() + " stays: " + staying.reason()));
        plan.shutdown().forEach(guest -> line(guest.name() + " is shut down: its strategy is shutdown"));
        if (!plan.isComplete()) {
            line(
                    plan.proven()
                            ? "No plan finds a place for more guests."
                            : "No plan with a place for more guests was found; there may be one.");
        }
        if (!plan.stayIdle().isEmpty()) {
            line("Idle before and after, could be switched off: " + String.join(", ", plan.stayIdle()));
        }
    }

    void print(DrillResult drill) {
        print(drill.whole());
        line(
                switch (drill.whole().outcome()) {
                    case SUCCEEDED -> "The drill passed.";
                    case ABORTED -> "The drill was interrupted: guests that were moved may still be away.";
                    default ->
                        "The drill did NOT pass; what failed first: "
                                + drill.failed().map(DrillResult.Phase::words).orElse("unknown") + ".";
                });
    }

    void print(Report report) {
        report.migrations().forEach(this::print);
        distribution("downtime by libvirt", report, MigrationRecord::downtimeMillis);
        distribution(
                "silence seen from outside",
                report,
                record -> record.probe() == null ? null : record.probe().longestGapMillis());
        report.checks().stream()
                .filter(check -> check.status() != CheckStatus.PASSED)
                .map(Check::sentence)
                .forEach(this::line);
        report.checks().stream()
                .filter(check -> check.id().equals("idle-hosts"))
                .forEach(check -> line("Idle now, could be switched off: " + check.found()));
        if (report.empty() != null) {
            String verb = report.kind() == Report.Kind.DRILL ? " was " : " is ";
            line(report.host() + verb + (report.empty() ? "empty." : "NOT empty."));
        }
    }

    private void print(MigrationRecord record) {
        String where = record.runsOn() == null ? withoutRunning(record) : "runs on " + record.runsOn();
        String time = record.totalMillis() == null || record.outcome() != Outcome.SUCCEEDED
                ? ""
                : " after " + Durations.format(Duration.ofMillis(record.totalMillis()));
        line(record.vm() + ": " + (record.outcome() == null ? "under way" : Words.of(record.outcome())) + ", " + where
                + time + (record.reason() == null ? "" : ". " + record.reason()));
    }

    private static String withoutRunning(MigrationRecord record) {
        if (record.outcome() == Outcome.SUCCEEDED && record.manner() != null) {
            return "powered off on " + (record.destination() == null ? record.source() : record.destination());
        }
        return "powered-off".equals(record.manner()) ? "powered off" : "where it runs is not proven";
    }

    private void distribution(String what, Report report, Function<MigrationRecord, Long> figure) {
        Distribution.of(report.migrations().stream()
                        .filter(record -> record.outcome() == Outcome.SUCCEEDED)
                        .map(figure)
                        .filter(Objects::nonNull)
                        .toList())
                .ifPresent(all -> line(what + ": median " + time(all.median()) + ", p95 " + time(all.p95())
                        + ", longest " + time(all.max())));
    }

    private static String time(long millis) {
        return Durations.format(Duration.ofMillis(millis));
    }

    private void line(String text) {
        out.println(Printable.text(text));
    }
}
