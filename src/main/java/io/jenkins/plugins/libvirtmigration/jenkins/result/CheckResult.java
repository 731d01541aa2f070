package io.jenkins.plugins.libvirtmigration.jenkins.result;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One thing that was looked at on a host, or between a host and a peer. */
@ExportedBean(defaultVisibility = 2)
public final class CheckResult implements Serializable {
    private static final long serialVersionUID = 1;

    private final String host;
    private final String peer;
    private final String id;
    private final String status;
    private final String found;
    private final String expected;
    private final String remedy;

    private CheckResult(Check check) {
        host = check.host();
        peer = check.peer();
        id = check.id();
        status = Words.orNull(check.status());
        found = check.found();
        expected = check.expected();
        remedy = check.remedy();
    }

    public static CheckResult of(Check check) {
        return new CheckResult(check);
    }

    @Exported
    @Whitelisted
    public String getHost() {
        return host;
    }

    /** The other host where the check is about a pair, else null. */
    @Exported
    @Whitelisted
    public String getPeer() {
        return peer;
    }

    /** Stable, in kebab case. */
    @Exported
    @Whitelisted
    public String getId() {
        return id;
    }

    /** passed, changed, warning or failed. */
    @Exported
    @Whitelisted
    public String getStatus() {
        return status;
    }

    @Exported
    @Whitelisted
    public boolean isFailed() {
        return Words.of(CheckStatus.FAILED).equals(status);
    }

    @Exported
    @Whitelisted
    public String getFound() {
        return found;
    }

    @Exported
    @Whitelisted
    public String getExpected() {
        return expected;
    }

    /** Null where nothing needs doing. */
    @Exported
    @Whitelisted
    public String getRemedy() {
        return remedy;
    }

    @Whitelisted
    @Override
    public String toString() {
        return id + " " + status + " (" + (peer == null ? host : host + " and " + peer) + ")";
    }
}
