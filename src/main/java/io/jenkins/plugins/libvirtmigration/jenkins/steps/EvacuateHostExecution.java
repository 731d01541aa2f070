package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.jenkins.request.ReturnRequest;
import io.jenkins.plugins.libvirtmigration.jenkins.result.EvacuationResult;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A host is being emptied; with a body, then that runs, then the guests come home. */
final class EvacuateHostExecution extends WorkExecution {
    private static final long serialVersionUID = 1;
    private static final String WAY_HOME = "-return";

    private final EvacuateHostStep step;
    private Phase phase = Phase.EVACUATION;
    private EvacuationResult evacuation;
    private BodyExecution body;

    private enum Phase {
        EVACUATION,
        BODY,
        WAY_HOME
    }

    EvacuateHostExecution(StepContext context, EvacuateHostStep step) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() throws Exception {
        try {
            step.thresholds();
            if (step.isDryRun() && getContext().hasBody()) {
                throw new IllegalArgumentException("dryRun moves nothing, so the body would run on a host full of"
                        + " guests: leave the body out.");
            }
            begin(step.request(), nodeId());
        } catch (IllegalArgumentException e) {
            throw new AbortException(Shown.line(e.getMessage()));
        }
        return false;
    }

    @Override
    void done(Report report) throws IOException, InterruptedException {
        if (phase == Phase.WAY_HOME) {
            log().say("All guests are home on " + report.host() + ".");
            Consequences.draw(report, step.thresholds(), require(Run.class), require(FlowNode.class), log());
            getContext().onSuccess(evacuation);
            return;
        }
        StepReport kept = report(nodeId());
        evacuation = EvacuationResult.of(kept.getId(), report, kept.plan().orElse(null));
        if (step.isDryRun()) {
            getContext().onSuccess(evacuation);
            return;
        }
        // The body may switch the host off: nothing but proof lets it begin.
        if (!evacuation.isProvenEmpty()) {
            failed(new AbortException("It is not proven that " + report.host() + " is empty."));
            return;
        }
        Consequences.draw(report, step.thresholds(), require(Run.class), require(FlowNode.class), log());
        if (!getContext().hasBody()) {
            getContext().onSuccess(evacuation);
            return;
        }
        log().say(report.host() + " is empty. The body begins; the guests come home after it.");
        phase = Phase.BODY;
        BodyInvoker invoker = getContext().newBodyInvoker();
        body = invoker.withCallback(new Callback(this)).start();
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

    private void bodyEnded(Throwable failure) {
        try {
            if (failure != null && !step.isReturnAfterFailure()) {
                log().say("The body failed, so the guests stay where they are: nobody knows what state "
                        + step.getHost() + " is in. Bring them home with returnVms evacuation: '" + evacuation.getId()
                        + "'.");
                failed(failure);
                return;
            }
            phase = Phase.WAY_HOME;
            String json = report(nodeId())
                    .stored()
                    .orElseThrow(() -> new AbortException("The report of the evacuation is gone."));
            begin(
                    new ReturnRequest(
                            json,
                            step.settings(null, false, step.getTries()),
                            step.moveOptions(),
                            step.probeSet(),
                            step.getHostTimeout()),
                    nodeId() + WAY_HOME);
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

        private final EvacuateHostExecution execution;

        Callback(EvacuateHostExecution execution) {
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
