package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Judgement;
import io.jenkins.plugins.libvirtmigration.jenkins.request.ReturnRequest;
import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import io.jenkins.plugins.libvirtmigration.jenkins.result.EvacuationResult;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Guests are being brought home. */
final class ReturnVmsExecution extends WorkExecution {
    private static final long serialVersionUID = 1;

    private final ReturnVmsStep step;

    ReturnVmsExecution(StepContext context, ReturnVmsStep step) {
        super(context);
        this.step = step;
    }

    @Override
    WorkRequest first() throws IOException, InterruptedException {
        step.thresholds();
        Optional<String> evacuation = Evacuations.find(require(Run.class), step.getEvacuation());
        if (evacuation.isEmpty()) {
            require(TaskListener.class)
                    .getLogger()
                    .println("[libvirt] The evacuation moved nothing: all guests are home.");
            return null;
        }
        return new ReturnRequest(
                evacuation.get(),
                step.settings(null, false, FleetStep.USUAL_TRIES).withLeftImagesReplaced(step.isReplaceLeftImages()),
                step.moveOptions(),
                step.probeSet(UnaryOperator.identity()),
                step.getHostTimeout());
    }

    @Override
    Judgement judgement() {
        return step.thresholds();
    }

    @Override
    void done(Report report) throws IOException, InterruptedException {
        log().say("All guests are home on " + report.host() + ".");
        Consequences.draw(report, step.thresholds(), require(Run.class), require(FlowNode.class), log());
        getContext().onSuccess(EvacuationResult.of(nodeId(), report));
    }
}
