package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.request.Convergence;
import java.time.Duration;
import java.util.OptionalLong;

/** Decides how long the pause of the switch-over may be, as the migration goes on. */
interface DowntimeLimit {

    /** The limit in milliseconds that is due now; empty while the one already set stays right. */
    OptionalLong due(Duration elapsed, JobStatistics job);

    /**
     * The limit for a schedule.
     *
     * @param gibibytes the size of what is moved, at least 1
     */
    static DowntimeLimit of(Convergence convergence, double gibibytes) {
        long most = convergence.maxDowntime().toMillis();
        return switch (convergence.schedule()) {
            case NOVA -> new NovaSteps(most, gibibytes);
            case OVIRT_MINIMAL_DOWNTIME -> IterationSteps.minimalDowntime();
            case OVIRT_SUSPEND_IF_NEEDED -> IterationSteps.suspendIfNeeded();
            case OVIRT_VERY_LARGE -> IterationSteps.veryLarge();
            case DOUBLING -> new Doubling(most);
            case FIXED -> new NovaSteps(most);
        };
    }
}
