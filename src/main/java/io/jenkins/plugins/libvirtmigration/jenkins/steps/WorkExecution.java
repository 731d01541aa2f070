package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.following.AgentChoice;
import io.jenkins.plugins.libvirtmigration.jenkins.following.Agents;
import io.jenkins.plugins.libvirtmigration.jenkins.following.BuildObserver;
import io.jenkins.plugins.libvirtmigration.jenkins.following.FollowedWork;
import io.jenkins.plugins.libvirtmigration.jenkins.following.JenkinsAgents;
import io.jenkins.plugins.libvirtmigration.jenkins.following.Verdict;
import io.jenkins.plugins.libvirtmigration.jenkins.following.WorkEnd;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostResolver;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.InventoryHost;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.Permitted;
import io.jenkins.plugins.libvirtmigration.jenkins.report.Judgement;
import io.jenkins.plugins.libvirtmigration.jenkins.report.MigrationsAction;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepArtefacts;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step that waits for a work on an agent. It holds no thread and no executor meanwhile: a timer looks at the work
 * every other second. After a restart of Jenkins it goes on where the hosts are.
 */
abstract class WorkExecution extends StepExecution {
    private static final long serialVersionUID = 1;
    private static final long LOOK_EVERY_MILLIS = 1_500;

    private WorkRequest request;
    private FollowedWork work;
    private String reportId;
    private Throwable stopped;
    private transient BuildObserver observer;
    private transient String lastSentence;

    WorkExecution(StepContext context) {
        super(context);
    }

    @Override
    public final boolean start() throws Exception {
        try {
            WorkRequest wanted = first();
            if (wanted == null) {
                getContext().onSuccess(null);
                return true;
            }
            begin(wanted, nodeId());
        } catch (IllegalArgumentException e) {
            throw new AbortException(Shown.line(e.getMessage()));
        }
        return false;
    }

    /**
     * What the step begins with; null where there is nothing to do.
     *
     * @throws IllegalArgumentException naming a parameter, its value and what would be right
     */
    @CheckForNull
    abstract WorkRequest first() throws IOException, InterruptedException;

    /**
     * @param wanted what is to be done
     * @param id of its report in the build
     * @throws AbortException if it may not or cannot be done; nothing was touched then
     */
    final void begin(WorkRequest wanted, String id) throws IOException, InterruptedException {
        request = wanted;
        reportId = id;
        observer = null;
        // Also what is refused is in the build's report, and so in the trend of its job.
        StepReport step = report(id);
        try {
            work = new FollowedWork(admitted(wanted));
        } catch (AbortException e) {
            step.finish(Outcome.FAILED, Judgement.NONE, e.getMessage());
            throw e;
        }
        lookIn(0);
    }

    /**
     * The agent that does it.
     *
     * @throws AbortException if it may not or cannot be done
     */
    private String admitted(WorkRequest wanted) throws IOException, InterruptedException {
        Run<?, ?> run = require(Run.class);
        try {
            wanted.check();
        } catch (IllegalArgumentException e) {
            throw new AbortException(Shown.line(e.getMessage()));
        }
        Permitted.check(run, wanted.permission());
        InventoryHost host = HostResolver.forBuild(run).admitted(wanted.host());
        return AgentChoice.of(getContext().get(Computer.class), host);
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

    /** The work did not succeed. Ends the step. */
    void failed(Throwable reason) {
        getContext().onFailure(reason);
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        stopped = cause;
        work.abort();
        log().say("Asked to end: moves under way are aborted, and it is proven where the guests run.");
    }

    @Override
    public void onResume() {
        if (work != null) {
            work.resume();
            lookIn(0);
        }
    }

    @Override
    public String getStatus() {
        String said = lastSentence;
        return request == null || work == null
                ? "not begun"
                : request.kind() + " " + request.title() + " on the agent "
                        + (work.agent().isEmpty() ? "of the built-in node" : work.agent())
                        + (said == null ? "" : "; " + said);
    }

    final StepReport report(String id) throws IOException, InterruptedException {
        return MigrationsAction.of(require(Run.class)).begin(id, request.kind(), request.title());
    }

    final String nodeId() throws IOException, InterruptedException {
        return require(FlowNode.class).getId();
    }

    final <T> T require(Class<T> type) throws IOException, InterruptedException {
        T found = getContext().get(type);
        if (found == null) {
            throw new AbortException(
                    "There is no " + type.getSimpleName() + " here; the step belongs into a Pipeline.");
        }
        return found;
    }

    /** The build's log; a new one after a restart. */
    final BuildObserver log() throws IOException, InterruptedException {
        if (observer == null) {
            observer = new BuildObserver(
                    require(TaskListener.class).getLogger(),
                    report(reportId),
                    () -> getContext().saveState());
        }
        return observer;
    }

    private void lookIn(long millis) {
        Timer.get().schedule(this::look, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Agents agents = new JenkinsAgents();
            Optional<WorkEnd> end = work.tick(agents, this::order, log());
            lastSentence = observer.lastSentence();
            if (end.isEmpty()) {
                lookIn(LOOK_EVERY_MILLIS);
            } else {
                // The report is written and handed on, which takes longer than a timer has.
                Computer.threadPoolForRemoting.execute(() -> end(end.get()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(e);
        } catch (IOException | RuntimeException | LinkageError e) {
            failed(e);
        }
    }

    private void end(WorkEnd end) {
        try {
            ended(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(e);
        } catch (IOException | RuntimeException | LinkageError e) {
            failed(e);
        }
    }

    private Work order() throws IOException, InterruptedException {
        Run<?, ?> run = require(Run.class);
        Permitted.check(run, request.permission());
        return request.work(HostResolver.forBuild(run));
    }

    private void ended(WorkEnd end) throws IOException, InterruptedException {
        StepReport step = report(reportId);
        Optional<Report> made = step.report();
        step.finish(
                made.map(Report::outcome).orElse(stopped == null ? Outcome.FAILED : Outcome.ABORTED),
                judgement(),
                end.message());
        StepArtefacts.publish(
                step,
                require(Run.class),
                require(TaskListener.class),
                () -> getContext().get(FilePath.class));
        if (stopped != null) {
            if (end.message() != null) {
                log().say(end.message());
            }
            BuildObserver log = log();
            made.ifPresent(report -> report.migrations().forEach(move -> log.say(Verdict.where(move))));
            failed(stopped);
            return;
        }
        if (end.kind() == WorkEnd.Kind.REPORTED && made.isPresent() && acceptsFailure()) {
            done(made.get());
        } else {
            done(Verdict.require(end, made));
        }
    }
}
