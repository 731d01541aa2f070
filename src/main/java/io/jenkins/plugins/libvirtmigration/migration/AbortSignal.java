package io.jenkins.plugins.libvirtmigration.migration;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody's wish to end a move: a signal, a button, a shutdown. Asked once, it stays. */
public final class AbortSignal {
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile long askedAt;

    public synchronized void request() {
        if (!isRequested()) {
            askedAt = System.nanoTime();
            asked.countDown();
        }
    }

    public boolean isRequested() {
        return asked.getCount() == 0;
    }

    /** Waits, but not longer than until somebody asks. */
    public boolean await(Duration time) throws InterruptedException {
        return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How long ago somebody asked; empty where nobody did. */
    Optional<Duration> age() {
        return isRequested() ? Optional.of(Duration.ofNanos(System.nanoTime() - askedAt)) : Optional.empty();
    }

    /**
     * How long something may take: as long as usual, or once an abort was asked for no longer than until that time after
     * it. Never less than zero.
     */
    Duration bound(Duration usual, Duration afterAbort) {
        Duration left = age().map(afterAbort::minus).orElse(usual);
        Duration least = left.isNegative() ? Duration.ZERO : left;
        return least.compareTo(usual) < 0 ? least : usual;
    }
}
