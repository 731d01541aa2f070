package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs checks side by side, since most of their time is waiting for a host. A check that throws, or does not end, is a
 * failed check that says so, never a silent pass; only a host that is gone ends them all.
 */
final class ParallelChecks implements AutoCloseable {
    /** libvirtd serves five calls of one client at a time (max_client_requests); some checks ask no libvirt. */
    private static final int THREADS = 6;

    /** Every call of a check is bounded already; this is for what nobody thought of. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final String host;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, ParallelChecks::thread);
    private final List<Started<List<Check>>> started = new ArrayList<>();
    private final List<Check> failures = new ArrayList<>();
    private final long deadline;

    /** @param host is named in the check of one that fails */
    ParallelChecks(String host) {
        this(host, LONGEST);
    }

    /** @param longest what all checks together may take */
    ParallelChecks(String host, Duration longest) {
        this.host = host;
        this.deadline = System.nanoTime() + longest.toNanos();
    }

    void start(PreflightCheck check, Situation situation) {
        started.add(new Started<>(check.id(), threads.submit(() -> situation.examine(check))));
    }

    /** Something that is more than a check. */
    <T> Started<T> start(Class<T> type, String id, Callable<T> work) {
        return new Started<>(id, threads.submit(work));
    }

    /** The outcome of every {@link PreflightCheck}, in the order in which they were started. */
    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        started.forEach(one -> one.result().ifPresent(checks::addAll));
        return checks;
    }

    /** One for each that threw. */
    List<Check> failures() {
        return List.copyOf(failures);
    }

    /** Waits for what still runs, within a bound: the caller closes the domain next, and a check may be using it. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "preflight");
        thread.setDaemon(true);
        return thread;
    }

    /** One that is running or done. */
    final class Started<T> {
        private final String id;
        private final Future<T> future;

        private Started(String id, Future<T> future) {
            this.id = id;
            this.future = future;
        }

        /** Empty where it failed; the failure is among {@link #failures}. */
        Optional<T> result() {
            try {
                return Optional.of(future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof HypervisorUnreachableException gone) {
                    throw gone;
                }
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                return failed("the check itself failed: "
                        + Shown.text(String.valueOf(e.getCause().getMessage())));
            } catch (TimeoutException e) {
                return failed("the check did not end within " + LONGEST.toMinutes() + " minutes");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return failed("the check was interrupted");
            }
        }

        private Optional<T> failed(String found) {
            failures.add(Check.failed(
                    host, null, id, found, "an answer", "See the logs of libvirt on both hosts, and try again"));
            return Optional.empty();
        }
    }
}
