package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.io.PrintWriter;
import java.util.List;

/** Each check on standard error when it is made; on standard output what is not in order, what was done, and how many. */
final class PrepareSummary {
    private final PrintWriter progress;
    private final PrintWriter out;

    PrepareSummary(PrintWriter progress, PrintWriter out) {
        this.progress = progress;
        this.out = out;
    }

    void made(Check check) {
        progress.println(Printable.text(Words.of(check.status()) + "  " + where(check) + "  " + check.id()));
        progress.flush();
    }

    /** A change that has begun is never left half done. */
    void interrupted() {
        progress.println("Interrupted: what is under way is finished or taken back first, and nothing more is begun.");
        progress.flush();
    }

    void print(List<Check> checks, boolean applied) {
        checks.stream().filter(check -> check.status() != CheckStatus.PASSED).forEach(this::print);
        out.println(count(checks, CheckStatus.PASSED) + ", " + count(checks, CheckStatus.CHANGED) + ", "
                + count(checks, CheckStatus.WARNING) + ", " + count(checks, CheckStatus.FAILED) + "."
                + (applied ? "" : " Nothing was changed."));
        out.flush();
    }

    private void print(Check check) {
        out.println(Printable.text(Words.of(check.status()) + ": " + where(check) + ": " + check.id()));
        // A diff has several lines; each by itself may hold anything.
        check.found().lines().forEach(line -> out.println("    " + Printable.text(line)));
        if (check.remedy() != null) {
            out.println("  expected " + Printable.text(check.expected()) + ". " + Printable.text(check.remedy()));
        }
    }

    private static String where(Check check) {
        return check.peer() == null ? check.host() : check.host() + " -> " + check.peer();
    }

    private static String count(List<Check> checks, CheckStatus status) {
        return checks.stream().filter(check -> check.status() == status).count() + " " + Words.of(status);
    }
}
