package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.request.Patience;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What is done to make a guest converge, and when: raising the downtime limit, starting post-copy, pausing the guest,
 * giving up. One move, one object; called once for each reading.
 */
final class Measures {
    /** Memory passes after which a permitted post-copy starts (Ganeti starts it after two). */
    private static final int PASSES_BEFORE_POSTCOPY = 2;
    /** After the guest was paused, the rest is given this many times the limit (KubeVirt: 2). */
    private static final int TIME_AFTER_RESCUE = 2;

    private final MigrationRequest request;
    private final MigrationListener listener;
    private final DowntimeLimit downtime;
    private final StallWatchdog watchdog;
    private final Duration limit;
    // Read by the thread that follows while another one asks the source.
    private volatile boolean postcopy;
    private volatile boolean owesResume;
    private volatile String givenUp;
    private boolean paused;
    private long throttle;
    private long iteration;

    Measures(MigrationRequest request, MovedSize size, MigrationListener listener) {
        this.request = request;
        this.listener = listener;
        downtime = DowntimeLimit.of(request.convergence(), size.gibibytes());
        watchdog = new StallWatchdog(request.patience().stallTimeout());
        limit = limit(request.patience(), size);
    }

    /** The smaller of the absolute timeout and that by size; Nova's and KubeVirt's completion timeout. */
    private static Duration limit(Patience patience, MovedSize size) {
        Duration bySize = Duration.ofMillis((long) (patience.perGibibyte().toMillis() * size.gibibytes()));
        Duration absolute = patience.timeout().orElse(bySize);
        return absolute.compareTo(bySize) < 0 ? absolute : bySize;
    }

    /** Whether the guest runs at the destination already, so that nothing can bring it back. */
    boolean inPostcopy() {
        return postcopy;
    }

    /** Whether this move paused the guest, or tried to and heard no answer, and so owes it to run again. */
    boolean pausedTheGuest() {
        return owesResume;
    }

    /** Why the move is to be aborted; null while it is not. */
    String givenUp() {
        return givenUp;
    }

    /**
     * Looks at one reading and acts on the domain on the source.
     *
     * @param elapsed since the migration began; what was looked at before it does not count
     */
    void consider(Duration elapsed, JobStatistics job, LibvirtDomain domain) {
        if (givenUp != null) {
            return;
        }
        if (postcopy) {
            // By silence alone: the guest is at the destination already, and the rest comes as fast as the link
            // carries.
            watchdog.silence(elapsed, job)
                    .ifPresent(silence -> giveUp("Post-copy does not go on: " + silence + ". It is not ended for that:"
                            + " mend the link, then virsh migrate --postcopy-resume."));
            return;
        }
        raiseDowntime(elapsed, job, domain);
        noticeThrottle(elapsed, job);
        if (request.convergence().postcopy() && job.memoryIteration().orElse(0) > PASSES_BEFORE_POSTCOPY) {
            startPostcopy(domain, "After " + PASSES_BEFORE_POSTCOPY + " passes the guest has not converged");
            return;
        }
        watchdog.observe(elapsed, job).ifPresent(stall -> giveUp("Stalled: " + stall + "."));
        if (givenUp == null && elapsed.compareTo(paused ? limit.multipliedBy(TIME_AFTER_RESCUE) : limit) > 0) {
            timeIsUp(elapsed, job, domain);
        }
    }

    private void raiseDowntime(Duration elapsed, JobStatistics job, LibvirtDomain domain) {
        OptionalLong due = downtime.due(elapsed, job);
        if (due.isEmpty()) {
            return;
        }
        try {
            domain.setMaxDowntime(due.getAsLong());
            watchdog.measureTaken(elapsed);
            listener.event("The switch-over may now take " + due.getAsLong() + " ms.");
        } catch (LibvirtCallException e) {
            // As in Nova: the migration goes on with the limit it has; the next step tries again.
            listener.event("The downtime limit of " + due.getAsLong() + " ms was not taken: " + e.getMessage() + ".");
        }
    }

    private void noticeThrottle(Duration elapsed, JobStatistics job) {
        long now = job.throttlePercent().orElse(0);
        if (now > throttle) {
            throttle = now;
            watchdog.measureTaken(elapsed);
            listener.event("Auto-converge takes " + now + " % of the guest's CPU time.");
        }
        long pass = job.memoryIteration().orElse(0);
        if (pass > 1 && iteration <= 1) {
            watchdog.measureTaken(elapsed);
        }
        iteration = pass;
    }

    private void timeIsUp(Duration elapsed, JobStatistics job, LibvirtDomain domain) {
        String late = "Not converged after " + Durations.format(elapsed) + " (limit " + Durations.format(limit) + ")";
        if (paused) {
            giveUp(late + ", although the guest was paused.");
            return;
        }
        switch (request.patience().onTimeout()) {
            case ABORT ->
                giveUp(late + ". Allow more time or a longer downtime, or choose --auto-converge, --on-timeout pause or"
                        + " --on-timeout postcopy.");
            case PAUSE -> pause(elapsed, domain, late);
            case POSTCOPY -> {
                // libvirt starts it only while memory flows: not before, and not while disks are still copied.
                if (job.memoryProcessed().orElse(0) > 0) {
                    startPostcopy(domain, late);
                }
            }
        }
    }

    private void pause(Duration elapsed, LibvirtDomain domain, String why) {
        owesResume = true; // Whatever the answer: a lost one may mean that the guest is paused.
        domain.suspend();
        paused = true;
        watchdog.measureTaken(elapsed);
        listener.event(why + ": the guest is paused until the rest is copied.");
    }

    private void startPostcopy(LibvirtDomain domain, String why) {
        try {
            domain.startPostcopy();
            postcopy = true;
            listener.postcopy();
            listener.event(why + ": post-copy starts, the guest goes on at the destination.");
        } catch (LibvirtCallException e) {
            giveUp(why + ", and post-copy could not be started: " + e.getMessage() + ".");
        }
    }

    private void giveUp(String why) {
        givenUp = why;
        listener.event(why);
    }
}
