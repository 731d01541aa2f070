package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.following.BuildObserver;
import io.jenkins.plugins.libvirtmigration.jenkins.following.FollowedWork;
import io.jenkins.plugins.libvirtmigration.jenkins.following.Verdict;
import io.jenkins.plugins.libvirtmigration.jenkins.following.WorkEnd;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Judgement;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step that waits for a work on an agent. It holds no executor and, between two looks at the work, no thread. After a
 * restart of Jenkins it goes on where the hosts are.
 *
 * <p>Pipeline's own thread, which starts, stops and resumes steps, never waits here: whatever needs a disk, a credential
 * or the agent is done later, on a thread of ours.
 */
abstract class WorkExecution extends StepExecution {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = Logger.getLogger(WorkExecution.class.getName());
    private static final long LOOK_EVERY_MILLIS = 1_500;
    private static final long ABANDON_EVERY_MILLIS = 5_000;

    private volatile WorkRequest request;
    private volatile FollowedWork work;
    private volatile String reportId;
    private volatile Throwable stopped;
    private transient volatile StepSite site;
    private transient volatile BuildObserver observer;

    WorkExecution(StepContext context) {
        super(context);
    }

    /** For a test, which has no Jenkins. */
    final void at(StepSite other) {
        site = other;
    }

    final StepSite site() {
        StepSite known = site;
        if (known == null) {
            known = new JenkinsSite(getContext());
            site = known;
        }
        return known;
    }

    @Override
    public final boolean start() {
        beginNext();
        return false;
    }

    /**
     * What is to be done now; null where there is nothing, and the step has ended.
     *
     * @throws IllegalArgumentException naming a parameter, its value and what would be right
     */
    @CheckForNull
    abstract WorkRequest next() throws IOException, InterruptedException;

    /** Of the report of what is to be done now. */
    String nextId() throws IOException, InterruptedException {
        return site().nodeId();
    }

    /** Forgets the work that is over, if there was one, so that a restart begins here. */
    final void beginNext() {
        work = null;
        request = null;
        observer = null;
        site().later(0, () -> carefully(this::begin));
    }

    private void begin() throws IOException, InterruptedException {
        if (stopped != null) {
            failed(stopped);
            return;
        }
        WorkRequest wanted = next();
        if (wanted == null) {
            return;
        }
        reportId = nextId();
        request = wanted;
        FollowedWork begun = new FollowedWork(admitted(wanted));
        work = begun;
        if (stopped != null) {
            begun.abort();
        }
        look();
    }

    /** @throws AbortException if it may not or cannot be done; that nothing was touched is kept with the report */
    private String admitted(WorkRequest wanted) throws IOException, InterruptedException {
        try {
            wanted.check();
            return site().admit(wanted);
        } catch (IllegalArgumentException | AbortException e) {
            StepReport step = site().report(reportId, wanted);
            step.refusedBeforeItBegan();
            step.finish(Outcome.FAILED, Judgement.NONE, e.getMessage());
            throw e;
        }
    }

    /** The work succeeded. Ends the step, or begins what comes next. */
    abstract void done(Report report) throws IOException, InterruptedException;

    /** Whether a report that says that it failed is a result like any other. */
    boolean acceptsFailure() {
        return false;
    }

    /** Who may have a complaint although the work succeeded. */
    Judgement judgement() {
        return Judgement.NONE;
    }

    /** The work did not succeed. Ends the step, or begins what comes next. */
    void failed(Throwable reason) throws IOException, InterruptedException {
        site().fail(reason);
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        wantEnd(cause);
        FollowedWork underWay = work;
        if (underWay != null) {
            underWay.abort();
        }
        tell("Asked to end: moves under way are aborted, and it is proven where the guests run.");
    }

    final void wantEnd(Throwable cause) {
        stopped = cause;
    }

    /** Why somebody wants it to end; null: nobody does. */
    @CheckForNull
    final Throwable stopped() {
        return stopped;
    }

    @Override
    public void onResume() {
        FollowedWork begun = work;
        if (begun == null) {
            beginNext();
        } else {
            begun.resume();
            lookIn(0);
        }
    }

    /** Asked by thread dumps, so it looks nowhere. */
    @Override
    public String getStatus() {
        WorkRequest wanted = request;
        FollowedWork begun = work;
        if (wanted == null || begun == null) {
            return "not begun";
        }
        BuildObserver heard = observer;
        String said = heard == null ? null : heard.lastSentence();
        return wanted.kind() + " " + wanted.title() + " on the agent " + begun.agent()
                + (said == null ? "" : "; " + said);
    }

    /** The report of the work that goes on, or was the last. */
    final StepReport report() throws IOException, InterruptedException {
        return site().report(reportId, request);
    }

    /** Tells the build's log; a new one after a restart. */
    final BuildObserver log() throws IOException, InterruptedException {
        BuildObserver known = observer;
        if (known == null) {
            known = new BuildObserver(site().output(), report(), site()::checkpoint);
            observer = known;
        }
        return known;
    }

    /** Tells the build's log also where no work has begun. */
    final void tell(String sentence) throws IOException, InterruptedException {
        BuildObserver.say(site().output(), sentence);
    }

    private void lookIn(long millis) {
        site().later(millis, () -> carefully(this::look));
    }

    private void look() throws IOException, InterruptedException {
        FollowedWork followed = work;
        if (site().isOver()) {
            abandon(followed);
            return;
        }
        WorkRequest wanted = request;
        Optional<WorkEnd> end = followed.tick(site().agents(), () -> site().work(wanted), log());
        if (end.isEmpty()) {
            lookIn(LOOK_EVERY_MILLIS);
        } else {
            ended(end.get());
        }
    }

    /** The build may be gone by now: nothing of it is asked for. */
    private void abandon(FollowedWork followed) {
        if (!followed.abandon(site().agents())) {
            site().later(ABANDON_EVERY_MILLIS, () -> abandon(followed));
        }
    }

    private void ended(WorkEnd end) throws IOException, InterruptedException {
        StepReport step = report();
        Optional<Report> made = step.report();
        if (end.untouched()) {
            step.refusedBeforeItBegan();
        }
        step.finish(
                made.map(Report::outcome).orElse(stopped == null ? Outcome.FAILED : Outcome.ABORTED),
                judgement(),
                end.message());
        boolean hurried = stopped != null;
        if (hurried) {
            // First of all: who waits for it may be out of patience before the files are where they belong.
            Verdict.proof(end, made).forEach(log()::say);
        }
        site().publish(step, hurried, () -> carefully(() -> judged(end, made, hurried)));
    }

    private void judged(WorkEnd end, Optional<Report> made, boolean told) throws IOException, InterruptedException {
        if (stopped != null) {
            if (!told) {
                Verdict.proof(end, made).forEach(log()::say);
            }
            failed(stopped);
        } else if (end.kind() == WorkEnd.Kind.REPORTED && made.isPresent() && acceptsFailure()) {
            done(made.get());
        } else {
            done(Verdict.require(end, made));
        }
    }

    /** Something that may go wrong in any way, which then is how the step ends: nothing else would end it. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException, InterruptedException;
    }

    final void carefully(Task task) {
        try {
            task.run();
        } catch (IllegalArgumentException e) {
            end(new AbortException(Shown.line(String.valueOf(e.getMessage()))));
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            end(e);
        }
    }

    private void end(Throwable reason) {
        try {
            if (request != null && reportId != null) {
                report().finish(Outcome.FAILED, Judgement.NONE, reason.getMessage());
            }
            failed(reason);
        } catch (Throwable e) {
            LOGGER.log(Level.WARNING, "While a step ended that had failed", e);
            reason.addSuppressed(e);
            site().fail(reason);
        }
    }
}
