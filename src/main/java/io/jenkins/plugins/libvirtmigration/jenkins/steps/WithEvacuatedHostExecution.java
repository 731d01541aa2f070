package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Judgement;
import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import io.jenkins.plugins.libvirtmigration.jenkins.result.EvacuationResult;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A host is being emptied, then the body runs, then the guests come home. */
final class WithEvacuatedHostExecution extends WorkExecution {
    private static final long serialVersionUID = 1;
    private static final String WAY_HOME = "-return";

    private final WithEvacuatedHostStep step;
    private volatile Phase phase = Phase.EVACUATION;
    private volatile EvacuationResult evacuation;

    /** Why the step fails although its guests come home first, or stay where they are. */
    private volatile Throwable failure;

    private BodyExecution body;

    private enum Phase {
        EVACUATION,
        /** The body was asked for; it is Pipeline's own thread that begins it, and says so. */
        STARTING,
        BODY,
        WAY_HOME,
        /** The body has failed, and the guests are left where they are. */
        LEFT
    }

    WithEvacuatedHostExecution(StepContext context, WithEvacuatedHostStep step) {
        super(context);
        this.step = step;
    }

    @Override
    WorkRequest next() throws IOException, InterruptedException {
        switch (phase) {
            case WAY_HOME:
                return wayHome();
            case LEFT:
                leave(failure);
                return null;
            default:
                step.thresholds();
                return step.request(site().limits());
        }
    }

    @Override
    String nextId() throws IOException, InterruptedException {
        return phase == Phase.WAY_HOME ? site().nodeId() + WAY_HOME : site().nodeId();
    }

    /** By all evacuations of the host in this build: an earlier try may have moved guests that this one never saw. */
    private Away away() throws IOException, InterruptedException {
        return Away.of(site().steps(null), Blank.toNull(step.getHost()));
    }

    private WorkRequest wayHome() throws IOException, InterruptedException {
        Away away = away();
        if (away.isNobody()) {
            home();
            return null;
        }
        tell("On their way home to " + step.getHost() + ": " + away.sentence() + ".");
        return step.wayHome(site().limits());
    }

    @Override
    Judgement judgement() {
        return step.thresholds();
    }

    @Override
    void done(Report report) throws IOException, InterruptedException {
        if (phase == Phase.WAY_HOME) {
            if (failure == null) {
                Consequences.draw(report, step.thresholds(), site(), log());
            }
            home();
            return;
        }
        evacuation = EvacuationResult.of(site().nodeId(), report);
        Proof.require(report);
        Consequences.draw(report, step.thresholds(), site(), log());
        log().say(report.host() + " is empty. The body begins; the guests come home after it.");
        runBody();
    }

    private void home() throws IOException, InterruptedException {
        if (!away().unknown().isEmpty()) {
            throw new AbortException("Those guests that are known to be away came home, but not all is known.");
        }
        tell("All guests are home on " + step.getHost() + ".");
        if (failure == null) {
            site().succeed(evacuation);
        } else {
            super.failed(failure);
        }
    }

    /** Whoever asks for an end at this very moment is heard by the evacuation or by the body. */
    private void runBody() throws IOException, InterruptedException {
        boolean wanted;
        synchronized (this) {
            wanted = stopped() == null;
            if (wanted) {
                phase = Phase.STARTING;
            }
        }
        if (!wanted) {
            failed(stopped());
            return;
        }
        BodyExecution started = site().body(new Callback(this));
        synchronized (this) {
            body = started;
        }
        if (stopped() != null) {
            started.cancel(stopped());
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        BodyExecution running;
        synchronized (this) {
            wantEnd(cause);
            running = isBodyWanted() ? body : null;
        }
        if (running == null) {
            super.stop(cause);
        } else {
            running.cancel(cause);
        }
    }

    private boolean isBodyWanted() {
        return phase == Phase.STARTING || phase == Phase.BODY;
    }

    @Override
    public void onResume() {
        if (phase == Phase.STARTING) {
            // It was asked for, and nothing of it was kept.
            synchronized (this) {
                body = null;
            }
            site().later(0, () -> carefully(this::runBody));
        } else if (phase != Phase.BODY) { // Which goes on by itself.
            super.onResume();
        }
    }

    @Override
    public String getStatus() {
        return isBodyWanted() ? step.getHost() + " is empty; the body runs" : super.getStatus();
    }

    /** Called by Pipeline's own thread, which keeps the body from then on. */
    private synchronized void bodyBegan() {
        phase = Phase.BODY;
    }

    /** Called by Pipeline's own thread: what needs a disk is done by the next task. */
    private void bodyEnded(Throwable why) {
        failure = why;
        boolean ended = stopped() != null || why != null && site().isInterruption(why);
        phase = !ended && (why == null || step.isReturnAfterFailure()) ? Phase.WAY_HOME : Phase.LEFT;
        beginNext();
    }

    @Override
    void failed(Throwable reason) throws IOException, InterruptedException {
        if (phase != Phase.EVACUATION) {
            leave(together(reason));
        } else if (step.isReturnAfterFailure() && stopped() == null && !away().isNobody()) {
            tell("The body does not run: " + reason.getMessage());
            failure = reason;
            phase = Phase.WAY_HOME;
            beginNext();
        } else {
            leave(reason);
        }
    }

    private void leave(Throwable reason) throws IOException, InterruptedException {
        if (phase == Phase.LEFT) {
            tell("The body did not end well, so the guests stay where they are: nobody knows what state "
                    + step.getHost() + " is in.");
        }
        String hint = Hint.of(away(), site().nodeId());
        if (!hint.isEmpty()) {
            tell(hint);
        }
        super.failed(reason);
    }

    /** What failed first counts; what somebody asked for counts more. */
    private Throwable together(Throwable reason) {
        Throwable first = failure;
        if (first == null || first == reason) {
            return once(reason);
        }
        if (reason == stopped()) {
            reason.addSuppressed(first);
            return reason;
        }
        first.addSuppressed(once(reason));
        return first;
    }

    /** A retry for unreachable hypervisors would run the body again, so it must not take this for a reason. */
    private static Throwable once(Throwable reason) {
        return HypervisorUnreachableCondition.holds(reason)
                ? new AbortException(reason.getMessage()
                        + " The step as a whole is not tried again for that, since its body would run again.")
                : reason;
    }

    /** Of the body. */
    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1;

        private final WithEvacuatedHostExecution execution;

        Callback(WithEvacuatedHostExecution execution) {
            this.execution = execution;
        }

        @Override
        public void onStart(StepContext context) {
            execution.bodyBegan();
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.bodyEnded(null);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            execution.bodyEnded(failure);
        }
    }
}
