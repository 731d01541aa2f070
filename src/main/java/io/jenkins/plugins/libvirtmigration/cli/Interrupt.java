package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGINT and SIGTERM into an orderly end: the move is aborted, the place where the guest runs is proven, the
 * report is written, and only then the process ends with the status for "interrupted".
 */
final class Interrupt implements AutoCloseable {
    /** An abort of one move is over in 30 s; a little more, so that the report is written too. */
    static final Duration ONE_MOVE = Duration.ofSeconds(40);

    /** An evacuation and a return give the moves under way two minutes for that, then ask the host once more. */
    static final Duration MANY_MOVES = Duration.ofSeconds(160);

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    /** @param bound how long the work may take to come to its end after the signal */
    Interrupt(AbortSignal abort, Duration bound) {
        this(abort, bound, () -> {});
    }

    /** @param told runs at the signal, to say what is waited for */
    Interrupt(AbortSignal abort, Duration bound, Runnable told) {
        hook = new Thread(
                () -> {
                    abort.request();
                    tell(told);
                    awaitEnd(bound);
                    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.status());
                },
                "libvirt-migration-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whatever comes of it (a full disk, say), the end is awaited. */
    private static void tell(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException e) {
            System.err.println(Printable.text("Interrupted; " + e.getMessage()));
        }
    }

    private void awaitEnd(Duration bound) {
        try {
            done.await(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work is over, interrupted or not. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending because of the signal: the hook says with which status.
        }
    }
}
