package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a report comes to.
 *
 * @param first the sentence that matters most
 * @param rest what else belongs to it, or an empty sentence
 */
record Verdict(Sentence first, Sentence rest) {
    private static final Sentence NOTHING = Sentence.of("");

    /** Both on one line without markup, for a title. */
    String plain() {
        return (first.plain() + " " + rest.plain()).strip();
    }

    static Verdict of(Report report) {
        return switch (report.kind()) {
            case MIGRATE ->
                report.migrations().size() == 1
                        ? MigrationVerdict.of(report.migrations().get(0))
                        : new Verdict(moved(report), longestSilence(report));
            case EVACUATE -> new Verdict(evacuated(report), moved(report).and(longestSilence(report)));
            case RETURN -> new Verdict(broughtHome(report), longestSilence(report));
            case DRILL ->
                new Verdict(drilled(report), movesThatSucceeded(report).and(longestSilence(report)));
            case PREPARE -> new Verdict(prepared(report), NOTHING);
        };
    }

    private static Sentence evacuated(Report report) {
        if (report.empty() == null) {
            return Sentence.of("It is not proven whether {} is empty.", report.host());
        }
        return Sentence.of(report.empty() ? "{} is empty." : "{} is not empty.", report.host());
    }

    private static Sentence drilled(Report report) {
        if (report.outcome() == Outcome.SUCCEEDED) {
            return Sentence.of("The drill passed: {} was emptied, and has its guests back.", report.host());
        }
        return Sentence.of(
                report.outcome() == null ? "The drill on {} goes on." : "The drill on {} did not pass.", report.host());
    }

    /** In a drill each guest moves twice. */
    private static Sentence movesThatSucceeded(Report report) {
        long good = report.migrations().stream()
                .filter(move -> move.outcome() == Outcome.SUCCEEDED)
                .count();
        return Sentence.of(good + " of " + count(report.migrations().size(), "move") + " succeeded.");
    }

    private static Sentence moved(Report report) {
        if (report.migrations().isEmpty()) {
            long failed = failedChecks(report);
            return Sentence.of(
                    failed == 0 ? "Nothing was moved." : "Nothing was moved: " + count(failed, "check") + " failed.");
        }
        return Sentence.of(successes(report) + " moved.");
    }

    private static Sentence broughtHome(Report report) {
        return report.migrations().isEmpty()
                ? Sentence.of("There was nothing to bring home to {}.", report.host())
                : Sentence.of(successes(report) + " back on {}.", report.host());
    }

    /** The subject and verb of a sentence: "The only VM was", "All 8 VMs were", "6 of 8 VMs were". */
    private static String successes(Report report) {
        String verb = report.kind() == Report.Kind.RETURN ? "are" : "were";
        String singular = report.kind() == Report.Kind.RETURN ? "is" : "was";
        long good = report.migrations().stream()
                .filter(move -> move.outcome() == Outcome.SUCCEEDED)
                .count();
        int all = report.migrations().size();
        if (good == all) {
            return all == 1 ? "The only VM " + singular : "All " + all + " VMs " + verb;
        }
        return good + " of " + all + " VMs " + (good == 1 ? singular : verb);
    }

    private static Sentence longestSilence(Report report) {
        Optional<MigrationRecord> longest = report.migrations().stream()
                .filter(move -> move.probe() != null && move.probe().longestGapMillis() != null)
                .max(Comparator.comparing(move -> move.probe().longestGapMillis()));
        return longest.map(move -> Sentence.of(
                        "The longest silence seen from outside was "
                                + Figure.millis(move.probe().longestGapMillis()).text() + " ({}).",
                        move.vm()))
                .orElse(NOTHING);
    }

    private static Sentence prepared(Report report) {
        if (report.checks().isEmpty()) {
            return Sentence.of("Nothing was checked on {}.", report.host());
        }
        boolean several = report.checks().stream().map(Check::host).distinct().count() > 1;
        String who = several ? "{} and its peers are " : "{} is ";
        long failed = failedChecks(report);
        if (failed > 0) {
            return Sentence.of(
                    who + "not ready for live migration: " + count(failed, "check") + " failed.", report.host());
        }
        return report.outcome() == Outcome.ABORTED
                ? Sentence.of(
                        "It is not known whether " + who.strip() + " ready: not every check was made.", report.host())
                : Sentence.of(who + "ready for live migration.", report.host());
    }

    private static long failedChecks(Report report) {
        return report.checks().stream().filter(Check::hasFailed).count();
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
