package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Raises the limit in even steps over time: from a tenth of the maximum to the maximum in ten steps, one every 75 s for
 * each GiB.
 *
 * <p>Source: OpenStack Nova, nova/virt/libvirt/migration.py (downtime_steps) with the defaults of
 * nova/conf/libvirt.py: 10 steps, 75 s a GiB. Each step gives all of the memory time for one more pass at a rate of
 * about 14 MiB/s.
 */
final class NovaSteps implements DowntimeLimit {
    private static final int STEPS = 10;
    private static final int SECONDS_PER_GIBIBYTE = 75;

    private final List<Step> steps;
    private int taken;

    /** @param millis from this long after the start on */
    record Step(Duration after, long millis) {}

    NovaSteps(long most, double gibibytes) {
        this(steps(most, STEPS, SECONDS_PER_GIBIBYTE, gibibytes));
    }

    /** The maximum from the start. */
    NovaSteps(long most) {
        this(List.of(new Step(Duration.ZERO, most)));
    }

    private NovaSteps(List<Step> steps) {
        this.steps = steps;
    }

    static List<Step> steps(long most, int count, int secondsPerGibibyte, double gibibytes) {
        long delay = (long) (secondsPerGibibyte * gibibytes);
        double base = (double) most / count;
        double offset = (most - base) / count;
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            steps.add(new Step(Duration.ofSeconds(delay * i), Math.round(base + offset * i)));
        }
        return List.copyOf(steps);
    }

    @Override
    public OptionalLong due(Duration elapsed, JobStatistics job) {
        OptionalLong due = OptionalLong.empty();
        while (taken < steps.size() && steps.get(taken).after().compareTo(elapsed) <= 0) {
            due = OptionalLong.of(steps.get(taken).millis());
            taken++;
        }
        return due;
    }
}
