package io.jenkins.plugins.libvirtmigration.migration;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody's wish to end a move: a signal, a button, a shutdown. Asked once, it stays. */
public final class AbortSignal {
    private final CountDownLatch asked = new CountDownLatch(1);

    public void request() {
        asked.countDown();
    }

    public boolean isRequested() {
        return asked.getCount() == 0;
    }

    /** Waits, but not longer than until somebody asks. */
    public boolean await(Duration time) throws InterruptedException {
        return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
