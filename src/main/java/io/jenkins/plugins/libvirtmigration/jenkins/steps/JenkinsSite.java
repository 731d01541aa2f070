package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.following.AgentChoice;
import io.jenkins.plugins.libvirtmigration.jenkins.following.Agents;
import io.jenkins.plugins.libvirtmigration.jenkins.following.JenkinsAgents;
import io.jenkins.plugins.libvirtmigration.jenkins.following.JenkinsComputers;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostResolver;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.InventoryHost;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtInventory;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.Permitted;
import io.jenkins.plugins.libvirtmigration.jenkins.report.MigrationsAction;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepArtefacts;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A step of a Pipeline. */
final class JenkinsSite implements StepSite {
    private static final Logger LOGGER = Logger.getLogger(JenkinsSite.class.getName());

    /** Longer than a healthy disk takes; a work is begun all the same then, and looked for after a restart. */
    private static final long SAVED_WITHIN_SECONDS = 30;

    private final StepContext context;

    JenkinsSite(StepContext context) {
        this.context = context;
    }

    private <T> T require(Class<T> type) throws IOException, InterruptedException {
        T found = context.get(type);
        if (found == null) {
            throw new AbortException(
                    "There is no " + type.getSimpleName() + " here; the step belongs into a Pipeline.");
        }
        return found;
    }

    @Override
    public String nodeId() throws IOException, InterruptedException {
        return require(FlowNode.class).getId();
    }

    @Override
    public PrintStream output() throws IOException, InterruptedException {
        return require(TaskListener.class).getLogger();
    }

    @Override
    public boolean isOver() throws IOException, InterruptedException {
        return !require(Run.class).isBuilding();
    }

    @Override
    public StepReport report(String id, WorkRequest of) throws IOException, InterruptedException {
        return MigrationsAction.of(require(Run.class)).begin(id, of.kind(), of.title());
    }

    @Override
    public void publish(StepReport step, boolean hurried, Runnable then) throws IOException, InterruptedException {
        Run<?, ?> run = require(Run.class);
        TaskListener listener = require(TaskListener.class);
        // Not on a thread of the steps, which are few: a store of artefacts that is slow would hold up all others.
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                StepArtefacts.publish(step, run, listener, () -> context.get(FilePath.class), hurried);
            } finally {
                later(0, then);
            }
        });
    }

    /** As whoever the build runs as: our own threads are Jenkins itself, and see everything. */
    @Override
    @SuppressWarnings("try") // the identity is only worn
    public List<StepReport> steps(String build) throws IOException, InterruptedException {
        Evacuations evacuations = new Evacuations(require(Run.class));
        if (build == null) {
            return evacuations.steps((String) null);
        }
        try (ACLContext identity = ACL.as2(require(FlowExecution.class).getAuthentication2())) {
            return evacuations.steps(build);
        }
    }

    @Override
    public InventoryLimits limits() {
        return InventoryLimits.now();
    }

    @Override
    public String admit(WorkRequest wanted) throws IOException, InterruptedException {
        Run<?, ?> run = require(Run.class);
        Permitted.check(run, wanted.permission());
        InventoryHost host = HostResolver.forBuild(run).admitted(wanted.host());
        return new AgentChoice(new JenkinsComputers())
                .choose(
                        JenkinsComputers.candidate(context.get(Computer.class)),
                        LibvirtInventory.get().agentFor(host),
                        host.getName());
    }

    @Override
    public Work work(WorkRequest wanted) throws IOException, InterruptedException {
        Run<?, ?> run = require(Run.class);
        Permitted.check(run, wanted.permission());
        return wanted.work(HostResolver.forBuild(run), this::away);
    }

    private Report away(String build, String host) throws IOException {
        try {
            return Away.of(steps(build), host).report();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the reports were looked for.", e);
        }
    }

    @Override
    public Agents agents() {
        return new JenkinsAgents();
    }

    @Override
    public void later(long millis, Runnable task) {
        StepThreads.later(millis, task);
    }

    @Override
    public void checkpoint() {
        try {
            context.saveState().get(SAVED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.WARNING, e, () -> "Not kept over a kill of Jenkins: " + context);
        }
    }

    @Override
    public void unstable(String reason) throws IOException, InterruptedException {
        require(FlowNode.class).addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(reason));
        require(Run.class).setResult(Result.UNSTABLE);
    }

    /** A downstream build that failed is passed on as such an exception too, and is no interruption. */
    @Override
    public boolean isInterruption(Throwable reason) {
        return reason instanceof FlowInterruptedException interruption && interruption.isActualInterruption();
    }

    @Override
    public BodyExecution body(BodyExecutionCallback callback) {
        return context.newBodyInvoker().withCallback(callback).start();
    }

    @Override
    public void succeed(Object result) {
        context.onSuccess(result);
    }

    @Override
    public void fail(Throwable reason) {
        context.onFailure(reason);
    }
}
