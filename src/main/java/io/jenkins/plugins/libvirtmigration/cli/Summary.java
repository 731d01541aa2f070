package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.migration.LiveMigration;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The end of a move in a few lines for a person: where the guest runs, how long it was silent, why it did not move. */
final class Summary {
    private final PrintWriter out;

    Summary(PrintWriter out) {
        this.out = out;
    }

    void print(LiveMigration.Result result) {
        MigrationRecord record = result.record();
        line(Shown.text(record.vm()) + ": " + verdict(result));
        if (record.outcome() == Outcome.SUCCEEDED) {
            figures(record);
        } else {
            line("  " + record.reason());
        }
        warnings(result.checks());
    }

    private static String verdict(LiveMigration.Result result) {
        MigrationRecord record = result.record();
        String runs = record.runsOn() == null
                ? "where it runs is not proven"
                : "runs on " + record.runsOn()
                        + (result.bothAsked() ? ", asked on both hosts" : ", which was asked; the other host was not");
        return Words.of(record.outcome()) + "; " + runs + ".";
    }

    private void figures(MigrationRecord record) {
        if (record.totalMillis() != null) {
            line("  moved in " + time(record.totalMillis())
                    + (record.transferredBytes() == null
                            ? ""
                            : ", " + mebibytes(record.transferredBytes()) + " carried")
                    + (record.storage() == null ? "" : ", storage " + record.storage())
                    + (record.control() == null ? "" : ", " + record.control()));
        }
        line("  downtime: libvirt says " + (record.downtimeMillis() == null ? "nothing" : time(record.downtimeMillis()))
                + outside(record));
    }

    private static String outside(MigrationRecord record) {
        if (record.probe() == null || record.probe().longestGapMillis() == null) {
            return "";
        }
        Long longestReply = record.probe().longestReplyMillis();
        return "; from outside the longest silence was " + time(record.probe().longestGapMillis()) + " ("
                + record.probe().lost() + " of " + record.probe().sent() + " questions lost"
                + (longestReply == null ? "" : ", the slowest reply took " + time(longestReply)) + ")";
    }

    private void warnings(List<Check> checks) {
        checks.stream()
                .filter(check -> check.status() == CheckStatus.WARNING)
                .forEach(check -> line("  warning: " + check.sentence()));
    }

    private static String time(long millis) {
        return Durations.format(Duration.ofMillis(millis));
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }

    private void line(String text) {
        out.println(Printable.text(text));
    }
}
