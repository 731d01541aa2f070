package io.jenkins.plugins.libvirtmigration.request;

import java.time.Duration;

/** How a guest that dirties its memory is brought to converge. */
public record Convergence(Duration maxDowntime, DowntimeSchedule schedule, boolean autoConverge, boolean postcopy) {

    /** Nova's: at most 500 ms in its steps, nothing that slows the guest down (nova/conf/libvirt.py). */
    public static final Convergence DEFAULT =
            new Convergence(Duration.ofMillis(500), DowntimeSchedule.NOVA, false, false);
}
