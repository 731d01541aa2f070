package io.jenkins.plugins.libvirtmigration.migration;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A question to a host that may not answer: it is asked on a thread of its own, and who waits for the answer waits only so
 * long. It is never asked twice at a time, since libvirtd serves only five calls of a client at once (max_client_requests)
 * and five that hang would leave no room for any other.
 */
final class Question<T> {
    private final String name;
    private final Supplier<T> question;
    private CompletableFuture<T> pending;

    /** @param name of the thread; the question may take long, but not for ever */
    Question(String name, Supplier<T> question) {
        this.name = name;
        this.question = question;
    }

    /** Asks, unless the answer to an earlier question is still to come. */
    synchronized Asked begin() {
        boolean stale = pending != null && !pending.isDone();
        if (!stale) {
            pending = new CompletableFuture<>();
            start(pending);
        }
        return new Asked(pending, stale);
    }

    private void start(CompletableFuture<T> answer) {
        Thread thread = new Thread(
                () -> {
                    try {
                        answer.complete(question.get());
                    } catch (Throwable e) {
                        answer.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Asks and waits; empty where no answer came in time. Throws what the question threw. */
    Optional<T> ask(Duration patience) throws InterruptedException {
        return begin().await(patience);
    }

    /** Waits so long at most for what was asked and not answered yet; whatever it comes to. */
    void awaitPending(Duration patience) throws InterruptedException {
        CompletableFuture<T> last;
        synchronized (this) {
            last = pending;
        }
        try {
            if (last != null) {
                last.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            // nobody asks for this answer
        }
    }

    /** One asking: its answer counts only if the question was put then, and not some time before. */
    final class Asked {
        private final CompletableFuture<T> answer;
        private final boolean stale;
        private final long start = System.nanoTime();

        private Asked(CompletableFuture<T> answer, boolean stale) {
            this.answer = answer;
            this.stale = stale;
        }

        Optional<T> await(Duration patience) throws InterruptedException {
            long left = patience.toNanos() - (System.nanoTime() - start);
            try {
                T value = answer.get(Math.max(0, left), TimeUnit.NANOSECONDS);
                return stale ? again(patience) : Optional.of(value);
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (ExecutionException e) {
                if (stale) {
                    return again(patience);
                }
                throw thrown(e.getCause());
            }
        }

        private Optional<T> again(Duration patience) throws InterruptedException {
            return ask(patience.minusNanos(System.nanoTime() - start));
        }
    }

    private static RuntimeException thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
