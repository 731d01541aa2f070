package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Answers;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.WorkFailure;
import io.jenkins.plugins.libvirtmigration.jenkins.following.Agents;
import io.jenkins.plugins.libvirtmigration.jenkins.following.FakeAgents;
import io.jenkins.plugins.libvirtmigration.jenkins.report.FolderHome;
import io.jenkins.plugins.libvirtmigration.jenkins.report.MigrationsAction;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;

/** One build of one step, without Jenkins: tasks run when the test says so, and an agent answers what the test says. */
final class FakeSite implements StepSite {
    final MigrationsAction build;
    final FakeAgents agents = new FakeAgents();
    final Deque<Runnable> tasks = new ArrayDeque<>();
    final List<Object> results = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    final List<String> published = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final List<WorkRequest> made = new ArrayList<>();
    final FakeBody body = new FakeBody();
    String node = "7";
    String refusal;
    Error fault;
    Throwable interruption;
    boolean over;
    boolean killedBeforeBodyBegins;
    Runnable whenBodyBegins = () -> {};
    Runnable whenPublished = () -> {};
    BodyExecutionCallback callback;
    int checkpoints;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    FakeSite(Path folder) {
        build = new FolderHome(folder).action();
    }

    /** Runs what is due next. */
    void step() {
        tasks.remove().run();
    }

    /** The agent has done it, and the step hears of it. */
    void reports(Report report) {
        answers(ReportFile.json(report), null);
    }

    void fails(WorkFailure.Kind kind, String message) {
        answers(null, new WorkFailure(kind, message));
    }

    void answers(String report, WorkFailure failure) {
        agents.answer(Answers.done(report, null, failure));
        step();
    }

    List<String> log() {
        return log.toString(StandardCharsets.UTF_8).lines().toList();
    }

    Throwable failure() {
        if (failures.size() != 1 || !results.isEmpty()) {
            throw new AssertionError(failures + ", " + results);
        }
        return failures.get(0);
    }

    @Override
    public String nodeId() {
        return node;
    }

    @Override
    public PrintStream output() {
        return new PrintStream(log, true, StandardCharsets.UTF_8);
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public StepReport report(String id, WorkRequest of) {
        return build.begin(id, of.kind(), of.title());
    }

    @Override
    public void publish(StepReport step, boolean hurried, Runnable then) {
        published.add(step.getId() + (hurried ? " in a hurry" : ""));
        whenPublished.run();
        then.run();
    }

    @Override
    public List<StepReport> steps(String other) throws AbortException {
        if (other != null) {
            throw new AbortException("no build " + other);
        }
        return build.getSteps();
    }

    @Override
    public InventoryLimits limits() {
        return new InventoryLimits(Limits.DEFAULT, null);
    }

    @Override
    public String admit(WorkRequest wanted) throws AbortException {
        if (refusal != null) {
            throw new AbortException(refusal);
        }
        return "linux-1";
    }

    @Override
    public Work work(WorkRequest wanted) {
        if (fault != null) {
            throw fault;
        }
        made.add(wanted);
        return site -> null;
    }

    @Override
    public Agents agents() {
        return agents;
    }

    @Override
    public void later(long millis, Runnable task) {
        tasks.add(task);
    }

    @Override
    public void checkpoint() {
        checkpoints++;
    }

    @Override
    public void unstable(String reason) {
        warnings.add(reason);
    }

    @Override
    public boolean isInterruption(Throwable reason) {
        return reason == interruption;
    }

    @Override
    public BodyExecution body(BodyExecutionCallback told) {
        callback = told;
        if (!killedBeforeBodyBegins) {
            told.onStart(null);
        }
        whenBodyBegins.run();
        return body;
    }

    @Override
    public void succeed(Object result) {
        results.add(result);
    }

    @Override
    public void fail(Throwable reason) {
        failures.add(reason);
    }
}
