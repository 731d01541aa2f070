package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Watches a migration until it ends: one question a second, the measures that the answers call for, and an orderly end
 * when somebody or something aborts it.
 */
final class Follower {
    private static final Duration TICK = Duration.ofSeconds(1);
    /** In the first two seconds, so that a short move is seen too. */
    private static final Duration EARLY_TICK = Duration.ofMillis(200);

    private static final Duration EARLY = Duration.ofSeconds(2);
    /** Until the job is first seen, so that the first downtime limit is set before the first pass is over. */
    private static final Duration FIRST_TICK = Duration.ofMillis(50);
    /** While an abort is under way. */
    private static final Duration ENDING_TICK = Duration.ofMillis(200);
    /** An abort that has not ended the job within this time is followed by cutting the source's side. */
    private static final Duration ABORT_BOUND = Duration.ofSeconds(12);
    /** And this is when nobody waits for the call any longer. */
    private static final Duration CUT_BOUND = Duration.ofSeconds(18);

    private final UUID uuid;
    private final HypervisorLink source;
    private final HypervisorLink destination;
    private final Measures measures;
    private final Recording recording;
    private final AbortSignal abort;

    private Duration endingSince;
    private String whyEnding;
    private boolean aborted;
    private boolean abortRefused;
    private Duration runningSince;

    Follower(
            UUID uuid,
            HypervisorLink source,
            HypervisorLink destination,
            Measures measures,
            Recording recording,
            AbortSignal abort) {
        this.uuid = uuid;
        this.source = source;
        this.destination = destination;
        this.measures = measures;
        this.recording = recording;
        this.abort = abort;
    }

    /** Why this side ended the move; empty if it did not. */
    Optional<String> whyEnded() {
        return Optional.ofNullable(whyEnding);
    }

    /** Whether it was somebody's wish. */
    boolean wasAborted() {
        return aborted;
    }

    /** Follows a call that this process made, until it returns or is given up. */
    void follow(Mover mover, boolean managed) throws InterruptedException {
        boolean cut = false;
        while (!mover.await(tick())) {
            look();
            if (managed && endingSince == null && !destination.isAlive()) {
                // The blocked call runs on the source and does not notice: seen to hang for minutes.
                end("The destination " + destination.name() + " no longer answers. The migration is aborted.");
            }
            if (endingSince != null) {
                Duration ending = recording.elapsed().minus(endingSince);
                if (!cut && !measures.inPostcopy() && ending.compareTo(ABORT_BOUND) > 0) {
                    recording.event("The abort did not end the call; this side of it is cut.");
                    mover.cutSource();
                    cut = true;
                } else if (ending.compareTo(CUT_BOUND) > 0) {
                    return;
                }
            }
        }
    }

    /**
     * Follows a job that a daemon drives, until the source says that there is none.
     *
     * @param silenceBound how long the source may be out of reach
     */
    void followJob(Duration silenceBound) throws InterruptedException {
        Duration heard = recording.elapsed();
        int gone = 0;
        while (gone < 2 && recording.elapsed().minus(heard).compareTo(silenceBound) < 0) {
            Optional<JobStatistics> job = look();
            if (job.isPresent()) {
                heard = recording.elapsed();
                gone = job.get().isRunning() ? 0 : gone + 1;
            }
            if (endingSince != null && recording.elapsed().minus(endingSince).compareTo(CUT_BOUND) > 0) {
                return;
            }
            if (gone < 2) {
                abort.await(abort.isRequested() ? Duration.ZERO : tick());
                Thread.sleep(ENDING_TICK.toMillis());
            }
        }
    }

    private Duration tick() {
        if (endingSince != null) {
            return ENDING_TICK;
        }
        if (runningSince == null) {
            return FIRST_TICK;
        }
        return recording.elapsed().minus(runningSince).compareTo(EARLY) < 0 ? EARLY_TICK : TICK;
    }

    /** One question, and what follows from the answer; empty if the source did not answer. */
    private Optional<JobStatistics> look() {
        try {
            return onSource(domain -> {
                JobStatistics job = domain.jobStatistics();
                if (job.isRunning()) {
                    runningSince = runningSince == null ? recording.elapsed() : runningSince;
                    recording.reading(job);
                    measures.consider(recording.elapsed(), job, domain);
                }
                endIfAsked();
                if (endingSince != null) {
                    tryAbort(domain);
                }
                return job;
            });
        } catch (HypervisorUnreachableException e) {
            endIfAsked();
            return Optional.empty();
        } catch (LibvirtCallException e) {
            // The job ended between two questions: the call's return says so too.
            return Optional.empty();
        }
    }

    private void endIfAsked() {
        if (endingSince != null) {
            return;
        }
        if (abort.isRequested() && measures.inPostcopy()) {
            refuseAbort();
        } else if (abort.isRequested()) {
            aborted = true;
            end("An abort was asked for. The migration is aborted.");
        } else if (measures.givenUp() != null) {
            whyEnding = measures.givenUp();
            endingSince = recording.elapsed();
        }
    }

    private void refuseAbort() {
        if (!abortRefused) {
            abortRefused = true;
            recording.event("An abort was asked for, but post-copy cannot be undone: the guest already runs at the"
                    + " destination. The migration goes on.");
        }
    }

    private void end(String why) {
        whyEnding = why;
        endingSince = recording.elapsed();
        recording.event(why);
    }

    private void tryAbort(LibvirtDomain domain) {
        if (measures.inPostcopy()) {
            return; // It would leave the guest in two halves.
        }
        try {
            domain.abortJob();
        } catch (LibvirtCallException e) {
            // No job yet, or no longer, or it is being aborted: asked again until the call returns.
        }
    }

    private Optional<JobStatistics> onSource(Function<LibvirtDomain, JobStatistics> question) {
        Optional<LibvirtDomain> found = source.get().libvirt().findDomain(uuid);
        if (found.isEmpty()) {
            return Optional.of(JobStatistics.none());
        }
        try (LibvirtDomain domain = found.get()) {
            return Optional.of(question.apply(domain));
        }
    }
}
