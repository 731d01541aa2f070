package io.jenkins.plugins.libvirtmigration.jenkins.result;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One move, for a script: {@code def move = liveMigrate(...); echo "${move.downtimeMillis} ms"}. What is not known is
 * null, never 0. A plain class, since a script may hold it while Jenkins restarts.
 */
@ExportedBean(defaultVisibility = 2)
public final class MigrationResult implements Serializable {
    private static final long serialVersionUID = 1;

    private final String vm;
    private final String uuid;
    private final String source;
    private final String destination;
    private final String outcome;
    private final String reason;
    private final String runsOn;
    private final String storage;
    private final String control;
    private final Long totalMillis;
    private final Long downtimeMillis;
    private final Long transferredBytes;
    private final Long memoryIterations;
    private final Long probeLongestGapMillis;

    private MigrationResult(MigrationRecord move) {
        vm = move.vm();
        uuid = move.uuid();
        source = move.source();
        destination = move.destination();
        outcome = Words.orNull(move.outcome());
        reason = move.reason();
        runsOn = move.runsOn();
        storage = move.storage();
        control = move.control();
        totalMillis = move.totalMillis();
        downtimeMillis = move.downtimeMillis();
        transferredBytes = move.transferredBytes();
        memoryIterations = move.memoryIterations();
        probeLongestGapMillis = move.probe() == null ? null : move.probe().longestGapMillis();
    }

    public static MigrationResult of(MigrationRecord move) {
        return new MigrationResult(move);
    }

    @Exported
    @Whitelisted
    public String getVm() {
        return vm;
    }

    @Exported
    @Whitelisted
    public String getUuid() {
        return uuid;
    }

    @Exported
    @Whitelisted
    public String getSource() {
        return source;
    }

    /** Null for a guest that was not tried. */
    @Exported
    @Whitelisted
    public String getDestination() {
        return destination;
    }

    /** succeeded, failed, aborted or skipped; null while it goes on. */
    @Exported
    @Whitelisted
    public String getOutcome() {
        return outcome;
    }

    @Exported
    @Whitelisted
    public boolean isSucceeded() {
        return Words.of(Outcome.SUCCEEDED).equals(outcome);
    }

    /** Why it was not moved, with value and remedy; null after success. */
    @Exported
    @Whitelisted
    public String getReason() {
        return reason;
    }

    /** The host where it is proven to run; null if that could not be proven. */
    @Exported
    @Whitelisted
    public String getRunsOn() {
        return runsOn;
    }

    /** shared, block or none. */
    @Exported
    @Whitelisted
    public String getStorage() {
        return storage;
    }

    /** managed or peer-to-peer. */
    @Exported
    @Whitelisted
    public String getControl() {
        return control;
    }

    @Exported
    @Whitelisted
    public Long getTotalMillis() {
        return totalMillis;
    }

    /** libvirt's figure. */
    @Exported
    @Whitelisted
    public Long getDowntimeMillis() {
        return downtimeMillis;
    }

    @Exported
    @Whitelisted
    public Long getTransferredBytes() {
        return transferredBytes;
    }

    @Exported
    @Whitelisted
    public Long getMemoryIterations() {
        return memoryIterations;
    }

    /** The longest time without a reply, seen from outside; null where nobody asked. */
    @Exported
    @Whitelisted
    public Long getProbeLongestGapMillis() {
        return probeLongestGapMillis;
    }

    /** For {@code echo}. */
    @Whitelisted
    @Override
    public String toString() {
        String where = runsOn == null ? "it is not proven where it runs" : "it runs on " + runsOn;
        String how = outcome == null ? "under way" : outcome;
        return vm + " " + how + ": " + where + (reason == null ? "" : ". " + reason);
    }
}
