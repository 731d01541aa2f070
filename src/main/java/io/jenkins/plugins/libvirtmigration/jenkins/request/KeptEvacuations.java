package io.jenkins.plugins.libvirtmigration.jenkins.request;

import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;

/** What builds know of their evacuations. */
@FunctionalInterface
public interface KeptEvacuations {

    /**
     * All guests that evacuations of a host left elsewhere and that no return has brought home, as the report of one
     * evacuation. Reads files.
     *
     * @param build {@code JOB#NUMBER}; null: the one that asks
     * @throws hudson.AbortException if there is no such build, or the one that asks may not see it, or an agent reported
     *     that guests went where they were not to go
     */
    Report away(String build, String host) throws IOException;
}
