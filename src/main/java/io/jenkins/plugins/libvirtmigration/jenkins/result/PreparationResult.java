package io.jenkins.plugins.libvirtmigration.jenkins.result;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What was checked on a host and its peers, for a script: {@code if (!prepareHypervisor(...).passed) ...}. */
public final class PreparationResult implements Serializable {
    private static final long serialVersionUID = 1;

    private final String host;
    private final boolean passed;
    private final ArrayList<CheckResult> checks = new ArrayList<>();

    private PreparationResult(Report report) {
        host = report.host();
        passed = report.outcome() == Outcome.SUCCEEDED
                && report.checks().stream().noneMatch(Check::hasFailed);
        report.checks().forEach(check -> checks.add(CheckResult.of(check)));
    }

    public static PreparationResult of(Report report) {
        return new PreparationResult(report);
    }

    @Whitelisted
    public String getHost() {
        return host;
    }

    /** Whether all was looked at, and nothing keeps a migration from starting. */
    @Whitelisted
    public boolean isPassed() {
        return passed;
    }

    @Whitelisted
    public List<CheckResult> getChecks() {
        return new ArrayList<>(checks);
    }

    @Whitelisted
    public List<CheckResult> getFailed() {
        List<CheckResult> failed = new ArrayList<>(checks);
        failed.removeIf(check -> !check.isFailed());
        return failed;
    }

    @Whitelisted
    @Override
    public String toString() {
        return host + ": " + getFailed().size() + " of " + checks.size() + " checks failed";
    }
}
