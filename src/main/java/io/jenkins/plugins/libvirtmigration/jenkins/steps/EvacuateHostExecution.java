package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import io.jenkins.plugins.libvirtmigration.jenkins.report.Judgement;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import io.jenkins.plugins.libvirtmigration.jenkins.result.EvacuationResult;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A host is being emptied, or it is planned how. */
final class EvacuateHostExecution extends WorkExecution {
    private static final long serialVersionUID = 1;

    private final EvacuateHostStep step;

    EvacuateHostExecution(StepContext context, EvacuateHostStep step) {
        super(context);
        this.step = step;
    }

    @Override
    WorkRequest next() {
        step.thresholds();
        return step.request(site().limits());
    }

    /** A plan that leaves guests behind is for people to judge; whoever carries it out with failFast is refused. */
    @Override
    boolean acceptsFailure() {
        return step.isDryRun();
    }

    @Override
    Judgement judgement() {
        return step.isDryRun() ? Judgement.NONE : step.thresholds();
    }

    @Override
    void done(Report report) throws IOException, InterruptedException {
        StepReport kept = report();
        EvacuationResult result =
                EvacuationResult.of(kept.getId(), report, kept.plan().orElse(null));
        if (!step.isDryRun()) {
            Proof.require(report);
            Consequences.draw(report, step.thresholds(), site(), log());
        }
        site().succeed(result);
    }

    /** Its result, which would have the id, is lost to the script. */
    @Override
    void failed(Throwable reason) throws IOException, InterruptedException {
        if (!step.isDryRun()) {
            String hint = Hint.of(Away.of(site().steps(null), Blank.toNull(step.getHost())), site().nodeId());
            if (!hint.isEmpty()) {
                tell(hint);
            }
        }
        super.failed(reason);
    }
}
