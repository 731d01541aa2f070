package io.jenkins.plugins.libvirtmigration.report;

/** How a move, or a whole report, ended. */
public enum Outcome {
    SUCCEEDED,
    FAILED,
    ABORTED,
    SKIPPED
}
