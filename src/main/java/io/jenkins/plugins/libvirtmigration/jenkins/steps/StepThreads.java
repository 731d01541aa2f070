package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.util.Timer;

/**
 * The threads of all steps. Jenkins' own timer is small and for everybody, so it only hands over here, where it does no
 * harm to wait for a disk, a credential or a channel. What is done, is done as Jenkins itself, as with that timer.
 */
final class StepThreads {
    private static final int MOST = 16;
    private static final long KEPT_SECONDS = 60;

    private static final ThreadPoolExecutor POOL = pool();

    private StepThreads() {}

    private static ThreadPoolExecutor pool() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST, MOST, KEPT_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "libvirt-migration steps " + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    static void later(long millis, Runnable task) {
        if (millis <= 0) {
            POOL.execute(() -> run(task));
        } else {
            Timer.get().schedule(() -> POOL.execute(() -> run(task)), millis, TimeUnit.MILLISECONDS);
        }
    }

    @SuppressWarnings("try") // the identity is only worn
    private static void run(Runnable task) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            task.run();
        }
    }
}
