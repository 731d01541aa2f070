package io.jenkins.plugins.libvirtmigration.libvirt;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does something unless it is closed in time: bounds native calls, which cannot be interrupted. */
final class Deadline implements AutoCloseable {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final ScheduledFuture<?> scheduled;

    /** @param action must not block */
    Deadline(Duration patience, Runnable action) {
        scheduled = CLOCK.schedule(action, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "libvirt-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    boolean hasPassed() {
        return scheduled.isDone();
    }

    @Override
    public void close() {
        scheduled.cancel(false);
    }
}
