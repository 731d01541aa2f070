package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import java.time.Duration;
import java.util.Optional;

/**
 * Notices that a move has stopped getting anywhere: what remains of memory and disks reached no new low for too long,
 * or not a byte was carried for too long (a firewall that swallows packets leaves the job running in silence).
 *
 * <p>Source: the low-water mark is KubeVirt's (live-migration-source.go, 150 s). Nova removed its like because healthy
 * moves were aborted (bug 1644248); therefore disks count here, the first pass does too, and every measure that may
 * still help, such as a raised limit, more throttling or another phase, gives the whole time again. Only silence is
 * not excused by a measure.
 */
final class StallWatchdog {
    /** A path that carried nothing for so long is more likely dead than slow. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private static final String LOOK = ": look at the link and at the firewall for the migration ports (49152-49215"
            + " unless the destination's qemu.conf has others)";

    private final Duration patience;
    private long lowest = Long.MAX_VALUE;
    private long processed = -1;
    private boolean memoryCounts;
    private Duration lastLow = Duration.ZERO;
    private Duration lastByte = Duration.ZERO;

    /** @param patience zero turns the watchdog off */
    StallWatchdog(Duration patience) {
        this.patience = patience;
    }

    /** Something was done that may let the move go on. */
    void measureTaken(Duration elapsed) {
        lastLow = elapsed;
        lowest = Long.MAX_VALUE;
    }

    /** One reading; what is wrong, if the patience is used up. */
    Optional<String> observe(Duration elapsed, JobStatistics job) {
        if (patience.isZero() || job.memoryRemaining().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> silence = silence(elapsed, job);
        if (!memoryCounts && job.memoryTotal().orElse(0) > 0) {
            // Until then nothing of it remains, however much is to come: that was no low of the move.
            memoryCounts = true;
            measureTaken(elapsed);
        }
        long remaining = job.memoryRemaining().orElse(0) + job.diskRemaining().orElse(0);
        if (remaining < lowest) {
            lowest = remaining;
            lastLow = elapsed;
        }
        if (silence.isPresent()) {
            return silence;
        }
        if (elapsed.minus(lastLow).compareTo(patience) > 0) {
            if (elapsed.minus(lastByte).compareTo(SILENCE) > 0) {
                return Optional.of("what remains reached no new low for " + seconds(elapsed.minus(lastLow))
                        + ", and not one byte reached the destination in the last "
                        + seconds(elapsed.minus(lastByte)) + LOOK);
            }
            return Optional.of("for " + seconds(elapsed.minus(lastLow)) + " what remains did not fall below "
                    + (lowest >> 20) + " MiB: the guest dirties its memory faster than the link carries it");
        }
        return Optional.empty();
    }

    /** The same, but only whether bytes are carried at all. */
    Optional<String> silence(Duration elapsed, JobStatistics job) {
        if (patience.isZero() || job.memoryRemaining().isEmpty()) {
            return Optional.empty();
        }
        long carried = job.memoryProcessed().orElse(0) + job.diskProcessed().orElse(0);
        if (carried != processed) {
            processed = carried;
            lastByte = elapsed;
        }
        return elapsed.minus(lastByte).compareTo(patience) > 0
                ? Optional.of("not one byte reached the destination for " + seconds(elapsed.minus(lastByte)) + LOOK)
                : Optional.empty();
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }
}
