package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.report.Outcome;

/** What the command line's exit status says; part of its contract. */
enum ExitCode {
    DONE(0),
    NOT_DONE(1),
    WRONG_REQUEST(2),
    INTERRUPTED(3);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    static ExitCode of(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> DONE;
            case FAILED, SKIPPED -> NOT_DONE;
            case ABORTED -> INTERRUPTED;
        };
    }
}
