package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Judgement;
import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import io.jenkins.plugins.libvirtmigration.jenkins.result.EvacuationResult;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A host is being emptied, then the body runs, then the guests come home. */
final class WithEvacuatedHostExecution extends WorkExecution {
    private static final long serialVersionUID = 1;
    private static final String WAY_HOME = "-return";

    private final WithEvacuatedHostStep step;
    private Phase phase = Phase.EVACUATION;
    private EvacuationResult evacuation;
    private BodyExecution body;
    private Throwable bodyFailure;

    private enum Phase {
        EVACUATION,
        BODY,
        WAY_HOME
    }

    WithEvacuatedHostExecution(StepContext context, WithEvacuatedHostStep step) {
        super(context);
        this.step = step;
    }

    @Override
    WorkRequest first() {
        step.thresholds();
        return step.request(false, UnaryOperator.identity());
    }

    @Override
    Judgement judgement() {
        return step.thresholds();
    }

    @Override
    void done(Report report) throws IOException, InterruptedException {
        if (phase == Phase.WAY_HOME) {
            log().say("All guests are home on " + report.host() + ".");
            if (bodyFailure != null) {
                failed(bodyFailure);
                return;
            }
            Consequences.draw(report, step.thresholds(), require(Run.class), require(FlowNode.class), log());
            getContext().onSuccess(evacuation);
            return;
        }
        evacuation = EvacuationResult.of(nodeId(), report);
        Proof.require(report);
        Consequences.draw(report, step.thresholds(), require(Run.class), require(FlowNode.class), log());
        log().say(report.host() + " is empty. The body begins; the guests come home after it.");
        phase = Phase.BODY;
        body = getContext().newBodyInvoker().withCallback(new Callback(this)).start();
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        if (phase == Phase.BODY) {
            body.cancel(cause);
        } else {
            super.stop(cause);
        }
    }

    @Override
    public void onResume() {
        // The body goes on by itself.
        if (phase != Phase.BODY) {
            super.onResume();
        }
    }

    @Override
    public String getStatus() {
        return phase == Phase.BODY ? step.getHost() + " is empty; the body runs" : super.getStatus();
    }

    private void bodyEnded(Throwable failure) {
        try {
            if (failure != null && !step.isReturnAfterFailure()) {
                log().say("The body failed, so the guests stay where they are: nobody knows what state "
                        + step.getHost() + " is in. Bring them home with returnVms evacuation: '" + evacuation.getId()
                        + "'.");
                failed(failure);
                return;
            }
            bodyFailure = failure;
            phase = Phase.WAY_HOME;
            String json = report(nodeId())
                    .stored()
                    .orElseThrow(() -> new AbortException("The report of the evacuation is gone."));
            begin(step.wayHome(json), nodeId() + WAY_HOME);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(e);
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    /** Of the body. */
    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1;

        private final WithEvacuatedHostExecution execution;

        Callback(WithEvacuatedHostExecution execution) {
            this.execution = execution;
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
