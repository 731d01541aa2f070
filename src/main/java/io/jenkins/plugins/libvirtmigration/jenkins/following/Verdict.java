package io.jenkins.plugins.libvirtmigration.jenkins.following;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.jenkins.request.Thresholds;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MoveFigures;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the end of a work means for the build. */
public final class Verdict {
    private Verdict() {}

    /**
     * The report of a work that succeeded.
     *
     * @throws AbortException for all else, with value, reason and remedy; where a host did not answer its cause is a
     *     {@link HypervisorUnreachableException}, for {@code retry}
     */
    public static Report require(WorkEnd end, Optional<Report> report) throws AbortException {
        if (end.kind() == WorkEnd.Kind.REPORTED
                && report.isPresent()
                && report.get().outcome() == Outcome.SUCCEEDED) {
            return report.get();
        }
        String reason = end.message() != null
                ? end.message()
                : report.map(Verdict::reason).orElse("The agent sent no report that could be read.");
        AbortException failure = new AbortException(Shown.line(reason));
        if (end.kind() == WorkEnd.Kind.UNREACHABLE) {
            failure.initCause(new HypervisorUnreachableException(Shown.line(reason), null));
        }
        throw failure;
    }

    /**
     * Whether a threshold was exceeded although every guest was moved.
     *
     * @return what was exceeded, in sentences that the log has too; blank where nothing was
     * @throws AbortException where that is to fail
     */
    public static String judge(Report report, Thresholds thresholds, BuildObserver log) throws AbortException {
        thresholds.unjudged(report).forEach(log::say);
        List<String> exceeded = thresholds.complaints(report);
        exceeded.forEach(log::say);
        String all = String.join(" ", exceeded);
        if (!exceeded.isEmpty() && thresholds.onSlow() == Thresholds.OnSlow.FAIL) {
            throw new AbortException(all);
        }
        return all;
    }

    private static String reason(Report report) {
        String moves = report.migrations().stream()
                .filter(move -> move.outcome() != Outcome.SUCCEEDED)
                .filter(move -> move.reason() != null)
                .map(Verdict::sentence)
                .collect(Collectors.joining(" "));
        String checks = report.checks().stream()
                .filter(Check::hasFailed)
                .map(Check::sentence)
                .collect(Collectors.joining(" "));
        boolean single = report.kind() == Report.Kind.MIGRATE;
        String all = (moves + (single || checks.isEmpty() ? "" : " " + checks)).strip();
        return all.isEmpty() ? "It did not succeed; the report of the build says how far it got." : all;
    }

    private static String sentence(MigrationRecord move) {
        String reason = move.reason().endsWith(".") ? move.reason() : move.reason() + ".";
        return move.vm() + " was not moved: " + reason + " " + where(move);
    }

    /** Of a move that succeeded: where the guest is, how long it stood still, how long that took. */
    public static String moved(MigrationRecord move) {
        return move.vm() + " runs on " + move.runsOn() + "; " + MoveFigures.of(move) + ".";
    }

    /** What whoever has aborted a work is told: what is wrong, and where each guest is. */
    public static List<String> proof(WorkEnd end, Optional<Report> report) {
        return Stream.concat(
                        Stream.ofNullable(end.message()),
                        report.map(Report::migrations).orElse(List.of()).stream()
                                .map(Verdict::where))
                .toList();
    }

    /** Where a guest is, however its move ended. */
    public static String where(MigrationRecord move) {
        return move.runsOn() == null
                ? "It is not proven where " + move.vm() + " runs."
                : move.vm() + " runs on " + move.runsOn() + ".";
    }
}
