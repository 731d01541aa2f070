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
    /** How long one look at the source is waited for; it goes on behind, and its answer counts when it comes. */
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** A source that tells nothing for so long has a daemon or a QEMU that hangs. */
    private static final Duration SOURCE_SILENCE = Duration.ofSeconds(90);
    /** A call that goes on without a job: starting QEMU at the destination takes seconds, and rarely a minute. */
    private static final Duration NO_JOB = Duration.ofMinutes(3);

    private final UUID uuid;
    private final HypervisorLink source;
    private final HypervisorLink destination;
    private final Measures measures;
    private final Recording recording;
    private final AbortSignal abort;
    private final Question<JobStatistics> looking;
    private final Question<Boolean> aborting;

    private volatile Duration endingSince;
    private volatile boolean over;
    private volatile String whyEnding;
    private volatile boolean aborted;
    private boolean abortRefused;
    private boolean erred;
    private volatile Duration runningSince;
    private Duration began;

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
        this.looking = new Question<>("migration of " + uuid, () -> onSource(this::read, JobStatistics.none()));
        this.aborting = new Question<>("abort of " + uuid, () -> onSource(Follower::abortJob, false));
    }

    /** Why this side ended the move; empty if it did not. */
    Optional<String> whyEnded() {
        return Optional.ofNullable(whyEnding);
    }

    /** Whether it was somebody's wish. */
    boolean wasAborted() {
        return aborted;
    }

    /** Somebody's wish came just before the call. */
    void abortedBeforeTheCall() {
        aborted = true;
        end("An abort was asked for before the migration began: nothing was moved.");
    }

    /** It must not be begun, and is not. */
    void notBegun(String why) {
        end(why);
    }

    /** Follows a call that this process made, until it returns or is given up. */
    void follow(Mover mover) throws InterruptedException {
        try {
            followCall(mover);
        } finally {
            end();
        }
    }

    /** No measure is taken any more: a question that was under way is let end, and acts on nothing. */
    private void end() throws InterruptedException {
        over = true;
        looking.awaitPending(LOOK);
    }

    private void followCall(Mover mover) throws InterruptedException {
        Duration heard = recording.elapsed();
        Duration seen = recording.elapsed();
        boolean cut = false;
        while (!hasEnded(mover)) {
            Optional<JobStatistics> job = look();
            heard = job.isPresent() ? recording.elapsed() : heard;
            seen = job.isEmpty() || job.get().isRunning() ? recording.elapsed() : seen;
            if (endingSince == null) {
                endIfStuck(
                        mover,
                        recording.elapsed().minus(heard),
                        recording.elapsed().minus(seen));
            }
            if (endingSince != null) {
                EndingBounds bounds = EndingBounds.of(abort.isRequested());
                Duration ending = recording.elapsed().minus(endingSince);
                if (!cut && !measures.inPostcopy() && ending.compareTo(bounds.cut()) > 0) {
                    recording.event("The abort did not end the call; this side of it is cut.");
                    mover.cutSource();
                    cut = true;
                } else if (ending.compareTo(bounds.leave()) > 0) {
                    return;
                }
            }
        }
    }

    /**
     * How long after its beginning an end is helped.
     *
     * @param cut an abort that has not ended the job by then is followed by cutting the source's side
     * @param leave when nobody waits for the call any longer
     */
    private record EndingBounds(Duration cut, Duration leave) {
        private static final EndingBounds OURS = new EndingBounds(Duration.ofSeconds(12), Duration.ofSeconds(18));
        /** Within 30 s of the wish it is to be proven where the guest runs. */
        private static final EndingBounds WISHED = new EndingBounds(Duration.ofSeconds(7), Duration.ofSeconds(11));

        static EndingBounds of(boolean wished) {
            return wished ? WISHED : OURS;
        }
    }

    private void endIfStuck(Mover mover, Duration silence, Duration jobless) {
        if (!mover.reachesDestination()) {
            // The blocked call runs on the source and does not notice: seen to hang for minutes.
            end("The destination " + destination.name() + " no longer answers. The migration is aborted.");
        } else if (silence.compareTo(SOURCE_SILENCE) > 0) {
            end("The source " + source.name() + " has told nothing of the migration for " + silence.toSeconds()
                    + " s: its QEMU or its libvirt hangs. The migration is aborted.");
        } else if (jobless.compareTo(NO_JOB) > 0) {
            end("For " + jobless.toSeconds() + " s the source " + source.name()
                    + " shows no migration although the call" + " has not returned. It is aborted.");
        }
    }

    /**
     * Follows a job that a daemon drives, until the source says that there is none.
     *
     * @param silenceBound how long the source may be out of reach
     */
    void followJob(Duration silenceBound) throws InterruptedException {
        over = false;
        try {
            awaitNoJob(silenceBound);
        } finally {
            end();
        }
    }

    private void awaitNoJob(Duration silenceBound) throws InterruptedException {
        Duration heard = recording.elapsed();
        int gone = 0;
        while (gone < 2 && recording.elapsed().minus(heard).compareTo(silenceBound) < 0) {
            Optional<JobStatistics> job = look();
            if (job.isPresent()) {
                heard = recording.elapsed();
                gone = job.get().isRunning() ? 0 : gone + 1;
            }
            Duration leave = EndingBounds.of(abort.isRequested()).leave();
            if (endingSince != null && recording.elapsed().minus(endingSince).compareTo(leave) > 0) {
                return;
            }
            if (gone < 2) {
                abort.await(abort.isRequested() ? Duration.ZERO : tick());
                Thread.sleep(ENDING_TICK.toMillis());
            }
        }
    }

    /** Waits for the time of a tick, but not on when somebody asks for an abort. */
    private boolean hasEnded(Mover mover) throws InterruptedException {
        Duration until = recording.elapsed().plus(tick());
        boolean ended;
        do {
            Duration left = until.minus(recording.elapsed());
            ended = mover.await(left.compareTo(ENDING_TICK) < 0 ? left : ENDING_TICK);
        } while (!ended
                && recording.elapsed().compareTo(until) < 0
                && !(abort.isRequested() && endingSince == null && !abortRefused));
        return ended;
    }

    private Duration tick() {
        if (endingSince != null) {
            return ENDING_TICK;
        }
        Duration since = runningSince;
        if (since == null) {
            return FIRST_TICK;
        }
        return recording.elapsed().minus(since).compareTo(EARLY) < 0 ? EARLY_TICK : TICK;
    }

    /** One question, and what follows from the answer; empty if the source did not answer. */
    private Optional<JobStatistics> look() throws InterruptedException {
        Optional<JobStatistics> job;
        try {
            job = looking.ask(endingSince == null ? LOOK : ENDING_TICK);
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            // The job ended between two questions, or the source is out of reach: the call's return says so too.
            job = Optional.empty();
        } catch (RuntimeException e) {
            // Whatever it is: a call that is under way is not left unwatched.
            unexpected(e);
            job = Optional.empty();
        }
        endIfAsked();
        if (endingSince != null) {
            tryAbort();
        }
        return job;
    }

    private void unexpected(RuntimeException error) {
        if (!erred) {
            erred = true;
            recording.event("An error of this program while it follows the migration, which goes on: " + error + ".");
        }
    }

    /** On the thread that asks. */
    private JobStatistics read(LibvirtDomain domain) {
        JobStatistics job = domain.jobStatistics();
        if (job.isRunning()) {
            if (runningSince == null) {
                runningSince = recording.elapsed();
                // A job that was under way already has had a part of its time.
                began = runningSince.minusMillis(job.elapsedMillis().orElse(0));
            }
            recording.reading(job);
            if (endingSince == null && !over) {
                measures.consider(recording.elapsed().minus(began), job, domain);
            }
        }
        return job;
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

    private void tryAbort() throws InterruptedException {
        if (measures.inPostcopy()) {
            return; // It would leave the guest in two halves.
        }
        try {
            aborting.ask(ENDING_TICK);
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            // No job yet, or no longer, or it is being aborted: asked again until the call returns.
        } catch (RuntimeException e) {
            unexpected(e);
        }
    }

    private static boolean abortJob(LibvirtDomain domain) {
        domain.abortJob();
        return true;
    }

    private <T> T onSource(Function<LibvirtDomain, T> question, T without) {
        return source.get().libvirt().ask(uuid, question).orElse(without);
    }
}
