package io.jenkins.plugins.libvirtmigration.jenkins.freestyle;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.following.AgentChoice;
import io.jenkins.plugins.libvirtmigration.jenkins.following.BuildObserver;
import io.jenkins.plugins.libvirtmigration.jenkins.following.FollowedWork;
import io.jenkins.plugins.libvirtmigration.jenkins.following.JenkinsAgents;
import io.jenkins.plugins.libvirtmigration.jenkins.following.JenkinsComputers;
import io.jenkins.plugins.libvirtmigration.jenkins.following.Verdict;
import io.jenkins.plugins.libvirtmigration.jenkins.following.WorkEnd;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostResolver;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.InventoryHost;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtInventory;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.Permitted;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Judgement;
import io.jenkins.plugins.libvirtmigration.jenkins.report.MigrationsAction;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepArtefacts;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.jenkins.request.Thresholds;
import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.Away;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.Blank;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.Evacuations;
import io.jenkins.plugins.libvirtmigration.jenkins.steps.Hint;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import java.util.Optional;

/** Works that a build waits for, one after the other, on the agent that it runs on. */
final class BuildWork {
    private static final long LOOK_EVERY_MILLIS = 1_500;

    private final Run<?, ?> run;
    private final TaskListener listener;
    private final FilePath workspace;
    private final EnvVars environment;
    private StepReport step;
    private BuildObserver log;

    BuildWork(AbstractBuild<?, ?> build, TaskListener listener) throws IOException, InterruptedException {
        run = build;
        this.listener = listener;
        workspace = build.getWorkspace();
        environment = build.getEnvironment(listener);
    }

    /** A text of the form with the build's parameters and variables in their places; null and blank become null. */
    String expand(String text) {
        return text == null ? null : Blank.toNull(environment.expand(text));
    }

    /**
     * Does it, and returns the report of a success.
     *
     * @throws AbortException if it was refused or did not succeed, with the reason
     * @throws InterruptedException if the build was aborted: by then it is over, and the log says where the guests run
     */
    Report succeed(WorkRequest request, Judgement judgement) throws IOException, InterruptedException {
        return Verdict.require(end(request, judgement), step.report());
    }

    /** The same for a plan, which is a result even where it leaves guests behind: people judge it. */
    void plan(WorkRequest request) throws IOException, InterruptedException {
        WorkEnd end = end(request, Judgement.NONE);
        Optional<Report> made = step.report();
        if (end.kind() != WorkEnd.Kind.REPORTED || made.isEmpty()) {
            Verdict.require(end, made);
        }
    }

    private WorkEnd end(WorkRequest request, Judgement judgement) throws IOException, InterruptedException {
        MigrationsAction reports = MigrationsAction.of(run);
        step = reports.begin("build-step-" + (reports.getSteps().size() + 1), request.kind(), request.title());
        log = new BuildObserver(listener.getLogger(), step, () -> {});
        FollowedWork work = new FollowedWork(admitted(request));
        boolean interrupted = false;
        WorkEnd end = null;
        while (end == null) {
            try {
                end = work.tick(new JenkinsAgents(), () -> order(request), log).orElse(null);
                if (end == null) {
                    Thread.sleep(LOOK_EVERY_MILLIS);
                }
            } catch (InterruptedException e) {
                interrupted = true;
                work.abort();
                log.say("Asked to end: moves under way are aborted, and it is proven where the guests run.");
            }
        }
        over(interrupted, end, judgement);
        return end;
    }

    /** On which agent. That nothing was touched by what is refused here is kept with the report. */
    private String admitted(WorkRequest request) throws AbortException {
        try {
            request.check();
            Permitted.check(run, request.permission());
            InventoryHost host = HostResolver.forBuild(run).admitted(request.host());
            return new AgentChoice(new JenkinsComputers())
                    .choose(
                            JenkinsComputers.candidate(Computer.currentComputer()),
                            LibvirtInventory.get().agentFor(host),
                            host.getName());
        } catch (IllegalArgumentException | AbortException e) {
            step.refusedBeforeItBegan();
            // Also what is refused is in the build's report, and so in the trend of its job.
            step.finish(Outcome.FAILED, Judgement.NONE, e.getMessage());
            throw e;
        }
    }

    private Work order(WorkRequest request) throws IOException {
        Permitted.check(run, request.permission());
        return request.work(HostResolver.forBuild(run), new Evacuations(run));
    }

    private void over(boolean interrupted, WorkEnd end, Judgement judgement) throws InterruptedException {
        Optional<Report> made = step.report();
        if (end.untouched()) {
            step.refusedBeforeItBegan();
        }
        step.finish(
                made.map(Report::outcome).orElse(interrupted ? Outcome.ABORTED : Outcome.FAILED),
                judgement,
                end.message());
        if (interrupted) {
            Verdict.proof(end, made).forEach(log::say);
        }
        StepArtefacts.publish(step, run, listener, () -> workspace, interrupted);
        if (interrupted) {
            throw new InterruptedException("The build was aborted.");
        }
    }

    /** Whom evacuations of a host in this build left elsewhere. */
    Away away(String host) {
        return Away.of(MigrationsAction.of(run).getSteps(), host);
    }

    /** Says who of a host's guests is elsewhere, and how they come home. */
    void hint(String host) {
        String hint = Hint.of(away(host), run.getParent().getFullName() + "#" + run.getNumber());
        if (!hint.isEmpty()) {
            BuildObserver.say(listener.getLogger(), hint);
        }
    }

    /** @throws AbortException where a threshold was exceeded, and that is to fail */
    void judge(Report report, Thresholds thresholds) throws AbortException {
        if (!Verdict.judge(report, thresholds, log).isEmpty()) {
            run.setResult(Result.UNSTABLE);
        }
    }

    void say(String sentence) {
        log.say(sentence);
    }
}
