package io.jenkins.plugins.libvirtmigration.jenkins.following;

import hudson.AbortException;
import hudson.remoting.RequestAbortedException;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.AbortWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.BeginWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.ForgetWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.LookAtWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.WorkFailure;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.WorkStatus;
import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * One work on one agent. What is kept over a restart of Jenkins is its id, its agent and how much of it was heard: never
 * a host, a key or a handle. It is asked for by {@link #tick}, which never waits.
 */
public final class FollowedWork implements Serializable {
    private static final long serialVersionUID = 1;

    private static final Logger LOGGER = Logger.getLogger(FollowedWork.class.getName());

    /** As long as an agent may stay away: a reboot of its machine passes. */
    static final Duration AGENT_BOUND = Duration.ofMinutes(15);

    /** As long as an abort waits for it, which may be back in a moment. */
    static final Duration AGENT_BACK_BOUND = Duration.ofSeconds(20);

    /** An answer that takes longer counts as none. */
    static final Duration ANSWER_BOUND = Duration.ofSeconds(60);

    /**
     * The engine ends a move, and proves where its guest runs, within 30 s of an abort. A Pipeline's timeout gives a step 60 s
     * (TimeoutStepExecution.GRACE_PERIOD), so this has to be less.
     */
    static final Duration ABORT_BOUND = Duration.ofSeconds(45);

    /** Where many guests move, as long as there are some that still do. Post-copy has the engine's bounds alone. */
    static final Duration LONGEST_ABORT = Duration.ofMinutes(3);

    private static final String NOT_PROVEN =
            " It had begun before, so it is not proven where the guests run now: look at the hosts.";

    private final String id = UUID.randomUUID().toString();
    private final String agent;
    private boolean begun;
    private int sentences;
    private long revision;
    private long silentSince;
    private long begunAt;
    private boolean begunAgain;

    /** Set by a thread that may not wait for the one that ticks. */
    private volatile long abortedAt;

    private transient boolean known;
    private transient Future<WorkStatus> asked;
    private transient long askedAt;
    private transient WorkStatus heard;
    private transient boolean saidThatItLasts;
    private transient boolean abortSent;
    private transient Abandonment abandonment;
    private transient LongSupplier clock;

    /** @param agent the name of a node */
    public FollowedWork(String agent) {
        this.agent = agent;
    }

    /** Makes the work anew, with the credentials of now. */
    @FunctionalInterface
    public interface Order {
        /** @throws AbortException if it may not or cannot be done any more */
        Work make() throws IOException, InterruptedException;
    }

    /** @param other milliseconds since 1970; not kept over a restart */
    FollowedWork at(LongSupplier other) {
        clock = other;
        return this;
    }

    public String agent() {
        return agent;
    }

    /** The work ends soon, when it is proven where every guest runs. */
    public void abort() {
        if (abortedAt == 0) {
            abortedAt = now();
        }
    }

    public boolean isAborted() {
        return abortedAt != 0;
    }

    /**
     * Nobody waits for it any more, so nobody is to move guests for it either. To be called again every few seconds.
     *
     * @return whether nothing is left to do
     */
    public synchronized boolean abandon(Agents agents) {
        abort();
        if (!begun) {
            return true;
        }
        if (abandonment == null) {
            abandonment = new Abandonment(id, agent, now());
            if (asked != null) {
                asked.cancel(true); // The order may not have gone out yet.
            }
        }
        return abandonment.isOver(agents, now());
    }

    /**
     * Whatever was begun is begun again as a look at the hosts: what this object remembers may be older than the truth.
     * The time that Jenkins was away is nobody's silence, and is not taken from what an abort may need.
     */
    public synchronized void resume() {
        begun = true;
        asked = null;
        known = false;
        silentSince = 0;
        if (abortedAt != 0) {
            abortedAt = now();
        }
    }

    /**
     * Takes the answer to the last question, and asks the next.
     *
     * @return how the work ended; empty while it goes on
     */
    public synchronized Optional<WorkEnd> tick(Agents agents, Order order, WorkObserver observer)
            throws InterruptedException {
        if (abortedAt != 0 && !begun) {
            return Optional.of(WorkEnd.neverBegan("Ended before it began: nothing was done."));
        }
        if (asked != null) {
            boolean late = since(askedAt).compareTo(ANSWER_BOUND) >= 0
                    || abortedAt != 0 && since(abortedAt).compareTo(ABORT_BOUND) > 0;
            if (!asked.isDone() && !late) {
                passOnAbort(agents);
                return Optional.empty();
            }
            Optional<WorkEnd> end = answer(agents, observer);
            if (end.isPresent()) {
                return end;
            }
        }
        return ask(agents, order, observer);
    }

    private Optional<WorkEnd> answer(Agents agents, WorkObserver observer) throws InterruptedException {
        Future<WorkStatus> question = asked;
        asked = null;
        if (!question.isDone()) {
            question.cancel(true);
            return silent(observer);
        }
        try {
            return heard(question.get(), agents, observer);
        } catch (CancellationException e) {
            return silent(observer);
        } catch (ExecutionException e) {
            // Only what remoting itself says of the connection is worth another try.
            if (isOfConnection(e.getCause())) {
                return silent(observer);
            }
            return Optional.of(
                    new WorkEnd(WorkEnd.Kind.FAULT, "The agent " + shown() + " could not do it: " + e.getCause()));
        }
    }

    /** A ProxyException is an IOException too, but stands for what the question itself threw over there. */
    private static boolean isOfConnection(Throwable cause) {
        return cause instanceof RequestAbortedException
                || cause instanceof IOException && !cause.getClass().getName().equals("hudson.remoting.ProxyException");
    }

    private Optional<WorkEnd> heard(WorkStatus status, Agents agents, WorkObserver observer) {
        if (silentSince != 0) {
            silentSince = 0;
            observer.say("The agent " + shown() + " answers again.");
        }
        known = status.isKnown();
        if (!known) {
            observer.say("The agent " + shown()
                    + " was started anew and knows nothing of this: the hosts are asked how things stand.");
            sentences = 0;
            revision = 0;
            heard = null;
            return Optional.empty();
        }
        heard = status;
        sentences = status.nextSentence();
        status.sentences().forEach(observer::say);
        observer.live(status.guests(), status.sentences());
        if (status.report() != null) {
            observer.report(status.report());
        }
        revision = status.reportRevision();
        if (!status.isDone()) {
            return Optional.empty();
        }
        if (status.plan() != null) {
            observer.plan(status.plan());
        }
        forget(agents);
        return Optional.of(end(status));
    }

    /** An engine keeps a report from before it touches a host: without one, the first that was asked has done nothing. */
    private WorkEnd end(WorkStatus status) {
        WorkFailure failure = status.failure();
        if (failure == null) {
            return WorkEnd.reported();
        }
        WorkEnd.Kind kind = WorkEnd.Kind.valueOf(failure.kind().name());
        boolean untouched = kind != WorkEnd.Kind.FAULT && status.report() == null && !begunAgain;
        return new WorkEnd(kind, failure.message(), untouched);
    }

    private Optional<WorkEnd> ask(Agents agents, Order order, WorkObserver observer) throws InterruptedException {
        if (abortedAt != 0 && since(abortedAt).compareTo(ABORT_BOUND) > 0 && !mayLast(observer)) {
            return Optional.of(new WorkEnd(
                    WorkEnd.Kind.LOST,
                    "It did not end within " + Durations.format(since(abortedAt))
                            + " of the abort: look at the hosts."));
        }
        if (!agents.isOnline(agent)) {
            return silent(observer);
        }
        try {
            asked = known ? look(agents) : begin(agents, order, observer);
            askedAt = now();
            return Optional.empty();
        } catch (AbortException e) {
            return Optional.of(
                    begun
                            ? new WorkEnd(WorkEnd.Kind.REFUSED, e.getMessage() + NOT_PROVEN)
                            : WorkEnd.neverBegan(e.getMessage()));
        } catch (IOException e) {
            return silent(observer);
        }
    }

    /** Said once: who has set a timeout is soon alone with it. */
    private boolean mayLast(WorkObserver observer) {
        boolean postcopy = heard != null && heard.isInPostcopy();
        boolean moving = heard != null && !heard.guests().isEmpty();
        if (!postcopy && (!moving || since(abortedAt).compareTo(LONGEST_ABORT) > 0)) {
            return false;
        }
        if (!saidThatItLasts) {
            saidThatItLasts = true;
            observer.say("The abort is not over yet: "
                    + heard.guests().stream().map(GuestProgress::getVm).collect(Collectors.joining(", "))
                    + (postcopy
                            ? " still moves, and post-copy cannot be aborted; it is waited for."
                            : " is still under way; it is waited for, up to " + Durations.format(LONGEST_ABORT) + ".")
                    + " If the build ends before, look at the hosts.");
        }
        return true;
    }

    private Future<WorkStatus> begin(Agents agents, Order order, WorkObserver observer)
            throws IOException, InterruptedException {
        Work work = order.make();
        observer.refuges(work.refuges());
        if (begunAt == 0) {
            begunAt = now();
        }
        BeginWork beginning = new BeginWork(
                id,
                work,
                observer.kept().orElse(null),
                begun,
                abortedAt != 0,
                since(begunAt).toMillis());
        begunAgain = begun;
        begun = true;
        observer.checkpoint();
        return agents.ask(agent, beginning, true);
    }

    private Future<WorkStatus> look(Agents agents) throws IOException {
        abortSent = false;
        passOnAbort(agents);
        return agents.ask(agent, new LookAtWork(id, sentences, revision), false);
    }

    /** At once, whatever is waited for; and again with each question, since any of them may be lost. */
    private void passOnAbort(Agents agents) {
        if (abortedAt == 0 || abortSent) {
            return;
        }
        try {
            agents.ask(agent, new AbortWork(id), false);
            abortSent = true;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "Not told to abort yet", e);
        }
    }

    /** Whether it still knows of the work is what it is asked first when it answers again: nothing is told twice then. */
    private Optional<WorkEnd> silent(WorkObserver observer) {
        if (silentSince == 0) {
            silentSince = now();
            observer.say("The agent " + shown() + " does not answer. It is waited for, up to "
                    + Durations.format(AGENT_BOUND) + "; what was begun on the hosts goes on or is undone without it.");
        }
        // After a restart of Jenkins its agents are not back in the same moment: an abort waits for that, and no
        // longer.
        Duration bound = abortedAt == 0 ? AGENT_BOUND : AGENT_BACK_BOUND;
        if (since(silentSince).compareTo(bound) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new WorkEnd(
                WorkEnd.Kind.LOST,
                "The agent " + shown() + " does not answer, so it is not proven where the guests run now. Look at the"
                        + " hosts, or run the step again: it finds out."));
    }

    private void forget(Agents agents) {
        try {
            agents.ask(agent, new ForgetWork(id), false);
        } catch (IOException e) {
            // It forgets by itself after a day.
            LOGGER.log(Level.FINE, "Not told to forget", e);
        }
    }

    private String shown() {
        return agent;
    }

    private Duration since(long time) {
        return Duration.ofMillis(now() - time);
    }

    private long now() {
        return clock == null ? System.currentTimeMillis() : clock.getAsLong();
    }
}
