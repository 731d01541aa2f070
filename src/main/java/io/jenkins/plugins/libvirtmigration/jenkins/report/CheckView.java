package io.jenkins.plugins.libvirtmigration.jenkins.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.jenkins.result.CheckResult;

/** One check as the pages show it. */
public final class CheckView {
    private final Check check;

    CheckView(Check check) {
        this.check = check;
    }

    public String getId() {
        return Readable.name(check.id());
    }

    public StatusWord getStatus() {
        return StatusWord.of(CheckResult.of(check).getStatus(), false);
    }

    public String getHost() {
        return check.peer() == null
                ? Readable.name(check.host())
                : Messages.CheckView_with(Readable.name(check.host()), Readable.name(check.peer()));
    }

    public String getFound() {
        return Readable.text(check.found());
    }

    public String getExpected() {
        return Readable.text(check.expected());
    }

    public String getRemedy() {
        return Readable.text(check.remedy());
    }
}
