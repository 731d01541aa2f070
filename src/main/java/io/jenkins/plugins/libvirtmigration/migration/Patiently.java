package io.jenkins.plugins.libvirtmigration.migration;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Does the work of a move on a thread that nobody interrupts. Whoever interrupts the thread that waits for it asks for an
 * abort by that: the move is ended in order, and the interrupt stands afterwards.
 */
final class Patiently {
    /** So long after an abort, work that does not listen may come to its end by itself. */
    private static final Duration BY_ITSELF = Duration.ofSeconds(5);

    private static final Duration TICK = Duration.ofMillis(200);

    private Patiently() {}

    /**
     * Returns what the work returns.
     *
     * @param letGo asked after an abort from time to time: a result that stands instead of that of the work, which then
     *     goes on without anybody waiting; empty while it must be waited for
     */
    static <T> T carryOut(Supplier<T> work, AbortSignal abort, Supplier<Optional<T>> letGo) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(work.get());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                "libvirt-migration-" + Thread.currentThread().getName());
        thread.setDaemon(true);
        thread.start();
        return await(result, abort, letGo);
    }

    private static <T> T await(CompletableFuture<T> result, AbortSignal abort, Supplier<Optional<T>> letGo) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                    abort.request();
                } catch (TimeoutException e) {
                    boolean late = abort.age()
                            .filter(age -> age.compareTo(BY_ITSELF) > 0)
                            .isPresent();
                    Optional<T> instead = late ? letGo.get() : Optional.empty();
                    if (instead.isPresent()) {
                        return instead.get();
                    }
                } catch (ExecutionException e) {
                    throw thrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
