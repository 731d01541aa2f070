package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.evacuation.PlanFile;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.host.LoginRefusedException;
import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** A work that is being done in this JVM, on a thread of its own. */
final class RunningWork implements WorkSite {
    private static final Logger LOGGER = Logger.getLogger(RunningWork.class.getName());

    /** An evacuation of a thousand guests says less; what an agent keeps is bounded nevertheless. */
    private static final int MOST_SENTENCES = 100_000;

    private final String id;
    private final Optional<Report> earlier;
    private final boolean resumed;
    private final Instant startedAt;
    private final Path directory;
    private final AbortSignal abort = new AbortSignal();
    private final List<String> sentences = new ArrayList<>();
    private final Map<String, GuestProgress> guests = new TreeMap<>();
    private final Set<String> inPostcopy = new TreeSet<>();
    private volatile WorkFailure silence;
    private WorkFailure failure;
    private Instant endedAt;

    private RunningWork(BeginWork order, Path directory) {
        id = order.id();
        earlier = order.earlier();
        resumed = order.resumed();
        startedAt = Instant.now().minusMillis(Math.max(0, order.begunMillisAgo()));
        this.directory = directory;
    }

    /** @throws UncheckedIOException if there is no room for the work's directory */
    static RunningWork begin(BeginWork order) {
        try {
            RunningWork running = new RunningWork(order, Files.createTempDirectory("libvirt-migration-"));
            if (order.aborted()) {
                running.abort.request();
            }
            Runnable forget = FormerSelves.remember(order.id(), running.abort);
            Thread thread = new Thread(
                    () -> {
                        running.run(order.work());
                        forget.run();
                    },
                    "libvirt-migration " + order.id());
            thread.setDaemon(true);
            thread.start();
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a directory for the work: " + e, e);
        }
    }

    private void run(Work work) {
        try {
            Report report = work.run(this);
            ReportFile.write(directory, report);
            end(silence);
        } catch (LoginRefusedException e) {
            end(new WorkFailure(WorkFailure.Kind.REFUSED, e.getMessage()));
        } catch (HypervisorUnreachableException e) {
            end(new WorkFailure(WorkFailure.Kind.UNREACHABLE, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(new WorkFailure(WorkFailure.Kind.FAULT, "The work's thread was interrupted."));
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOGGER.log(Level.INFO, "Refused", e);
            end(new WorkFailure(WorkFailure.Kind.REFUSED, e.getMessage() == null ? e.toString() : e.getMessage()));
        } catch (RuntimeException | Error e) {
            // Whatever it was: a work that never ends would be followed for ever.
            LOGGER.log(Level.WARNING, "The work failed", e);
            end(new WorkFailure(Refusals.isOne(e) ? WorkFailure.Kind.REFUSED : WorkFailure.Kind.FAULT, words(e)));
        }
    }

    private static String words(Throwable e) {
        return Refusals.isOne(e) ? e.getMessage() : e.toString();
    }

    private void end(WorkFailure reason) {
        if (reason != null) {
            // The build hears of nobody else: what would go on from before would move guests unseen.
            FormerSelves.abort(id);
        }
        ended(reason);
    }

    private synchronized void ended(WorkFailure reason) {
        failure = reason;
        guests.clear();
        inPostcopy.clear();
        endedAt = Instant.now();
    }

    /**
     * @param sentencesFrom how many sentences are known already
     * @param revision of the report that is known already
     */
    synchronized WorkStatus look(int sentencesFrom, long revision) {
        boolean done = endedAt != null;
        Path file = directory.resolve(ReportFile.NAME);
        long newest = revision;
        String report = null;
        try {
            if (Files.exists(file)) {
                newest = Files.getLastModifiedTime(file).to(TimeUnit.MICROSECONDS);
                // Once more at the end: two reports may be written within one tick of the file system's clock.
                report = newest != revision || done ? Files.readString(file) : null;
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The report cannot be read now", e);
            newest = revision;
        }
        int from = Math.max(0, Math.min(sentencesFrom, sentences.size()));
        return new WorkStatus(
                true,
                done,
                sentences.size(),
                sentences.subList(from, sentences.size()),
                List.copyOf(guests.values()),
                !inPostcopy.isEmpty(),
                newest,
                report,
                done ? plan() : null,
                failure);
    }

    private String plan() {
        Path file = directory.resolve(PlanFile.NAME);
        try {
            return Files.exists(file) ? Files.readString(file) : null;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The plan cannot be read", e);
            return null;
        }
    }

    synchronized boolean endedBefore(Instant time) {
        return endedAt != null && endedAt.isBefore(time);
    }

    /** Removes what it left on disk; only called when it has ended. */
    void forget() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot remove " + directory, e);
        }
    }

    @Override
    public synchronized void say(String sentence) {
        if (sentences.size() < MOST_SENTENCES) {
            sentences.add(sentence);
        }
    }

    @Override
    public synchronized void progress(String vm, GuestProgress progress) {
        if (progress == null) {
            guests.remove(vm);
            inPostcopy.remove(vm);
        } else if (endedAt == null) {
            guests.put(vm, progress);
        }
    }

    @Override
    public synchronized void postcopy(String vm) {
        if (endedAt == null) {
            inPostcopy.add(vm);
        }
    }

    @Override
    public void hostSilent(String reason) {
        silence = new WorkFailure(WorkFailure.Kind.UNREACHABLE, reason);
    }

    @Override
    public AbortSignal abort() {
        return abort;
    }

    @Override
    public Optional<Report> earlier() {
        return earlier;
    }

    @Override
    public boolean resumed() {
        return resumed;
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public Path directory() {
        return directory;
    }
}
