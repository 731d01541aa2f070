package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.evacuation.PlanRefusedException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtMissingException;
import io.jenkins.plugins.libvirtmigration.report.ReportException;

/** Which errors are the user's to mend: their message says how, and no stack trace is of use. */
final class Refusals {
    private Refusals() {}

    static boolean isOne(Throwable error) {
        return error instanceof PlanRefusedException
                || error instanceof LibvirtMissingException
                || error instanceof ReportException;
    }
}
