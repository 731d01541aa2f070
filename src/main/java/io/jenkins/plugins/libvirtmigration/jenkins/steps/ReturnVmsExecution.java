package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Judgement;
import io.jenkins.plugins.libvirtmigration.jenkins.request.ReturnRequest;
import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import io.jenkins.plugins.libvirtmigration.jenkins.result.EvacuationResult;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
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
    WorkRequest next() throws IOException, InterruptedException {
        step.thresholds();
        EvacuationName name = new EvacuationName(step.getEvacuation());
        String host = name.host(site().steps(name.build()));
        Away away = Away.of(site().steps(name.build()), host);
        if (away.isNobody()) {
            requireKnown(away, host);
            tell("No guest of " + host + " is away: the evacuation moved nothing, or all are home again.");
            site().succeed(EvacuationResult.of(site().nodeId(), nothing(host)));
            return null;
        }
        return new ReturnRequest(
                name.build(),
                host,
                step.settings(null, false, FleetStep.USUAL_TRIES, site().limits())
                        .withLeftImagesReplaced(step.isReplaceLeftImages()),
                step.moveOptions(),
                step.probeSet(UnaryOperator.identity()),
                step.getHostTimeout());
    }

    private static Report nothing(String host) {
        Instant now = Instant.now();
        return new Report(
                Report.VERSION, Report.Kind.RETURN, now, now, Outcome.SUCCEEDED, host, null, List.of(), List.of());
    }

    /** That those came home who are known to be away proves nothing of the others. */
    private static void requireKnown(Away away, String host) throws AbortException {
        if (!away.unknown().isEmpty()) {
            throw new AbortException("It is not known to the end which guests the evacuation "
                    + String.join(", ", away.unknown()) + " moved off " + host + ": its agent was lost before it"
                    + " reported, or what it reported could not be kept. "
                    + (away.isNobody() ? "" : "Those that it had reported are home. ")
                    + "Look at the hosts for guests of " + host + ", and bring them home with liveMigrate.");
        }
    }

    @Override
    Judgement judgement() {
        return step.thresholds();
    }

    @Override
    void done(Report report) throws IOException, InterruptedException {
        EvacuationName name = new EvacuationName(step.getEvacuation());
        requireKnown(Away.of(site().steps(name.build()), report.host()), report.host());
        log().say("All guests are home on " + report.host() + ".");
        Consequences.draw(report, step.thresholds(), site(), log());
        site().succeed(EvacuationResult.of(site().nodeId(), report));
    }
}
