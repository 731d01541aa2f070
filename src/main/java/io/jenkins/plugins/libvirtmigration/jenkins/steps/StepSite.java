package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.AbortException;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.following.Agents;
import io.jenkins.plugins.libvirtmigration.jenkins.report.StepReport;
import io.jenkins.plugins.libvirtmigration.jenkins.request.WorkRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;

/** All that a step which is being executed has to do with Jenkins: its build, its node, its agents, its threads. */
interface StepSite {

    /** Of the step's own node in the flow: unique in the build, and the same after a restart. */
    String nodeId() throws IOException, InterruptedException;

    /** The build's log. */
    PrintStream output() throws IOException, InterruptedException;

    /** Whether the build is over, so that nobody waits for the step any more. */
    boolean isOver() throws IOException, InterruptedException;

    /** The report of that id in the build, begun if there is none yet. */
    StepReport report(String id, WorkRequest of) throws IOException, InterruptedException;

    /**
     * Hands its files on, to who reads artefacts and workspaces, without waiting for that.
     *
     * @param hurried whether somebody waits for the end of an abort
     * @param then what is done after that, whatever became of it; as by {@link #later}
     */
    void publish(StepReport step, boolean hurried, Runnable then) throws IOException, InterruptedException;

    /**
     * What the steps of a build did, this one or another, in the order in which they began.
     *
     * @param build {@code JOB#NUMBER}; null: this one
     * @throws AbortException if there is no such build, or this one may not see it
     */
    List<StepReport> steps(String build) throws IOException, InterruptedException;

    /** How much the inventory permits, as it is now. */
    InventoryLimits limits();

    /**
     * On which agent it is done.
     *
     * @throws AbortException if the build may not ask for that, or there is no agent
     */
    String admit(WorkRequest wanted) throws IOException, InterruptedException;

    /** @throws AbortException if the build may not or cannot do it any more */
    Work work(WorkRequest wanted) throws IOException, InterruptedException;

    Agents agents();

    /** Runs it soon, or after a while, on a thread that may wait for disks and networks; never two of one step at a time. */
    void later(long millis, Runnable task);

    /** Comes back when what the step remembers is on the disk, if Jenkins is set to keep it there. */
    void checkpoint();

    /** The stage and the build become unstable, for this reason. */
    void unstable(String reason) throws IOException, InterruptedException;

    /** Whether somebody, or a timeout, wants the build or a part of it to end: no failure of what was to be done. */
    boolean isInterruption(Throwable reason);

    /** Begins the step's body. */
    BodyExecution body(BodyExecutionCallback callback);

    /** The step is over, well. */
    void succeed(Object result);

    /** The step is over. */
    void fail(Throwable reason);
}
