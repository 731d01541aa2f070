package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.report.Report;

/** What comes next may switch the host off: nothing but proof lets it begin. */
public final class Proof {
    private Proof() {}

    /** @throws AbortException unless the host was seen to run nothing */
    public static void require(Report evacuation) throws AbortException {
        if (!Boolean.TRUE.equals(evacuation.empty())) {
            throw new AbortException("It is not proven that " + evacuation.host() + " is empty. Do not switch it off.");
        }
    }
}
