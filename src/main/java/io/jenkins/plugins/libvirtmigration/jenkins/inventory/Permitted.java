package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import hudson.AbortException;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.Permission;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.springframework.security.core.Authentication;

/**
 * Whether a build may do what a step asks for: whoever it runs as needs the permission on the build's job. SYSTEM has
 * it, and builds run as SYSTEM unless Jenkins is configured otherwise (Authorize Project); then it is the inventory
 * alone that says which jobs may use which hosts.
 */
public final class Permitted {

    private Permitted() {}

    /**
     * For a freestyle build, to be called by the thread that runs it, which has the build's identity; for a Pipeline by
     * any thread, after a restart too.
     *
     * @throws AbortException naming the job, whom it runs as and the permission that is missing
     */
    public static void check(Run<?, ?> run, Permission permission) throws AbortException {
        Authentication who = identityOf(run);
        if (!who.equals(ACL.SYSTEM2) && !run.getParent().hasPermission2(who, permission)) {
            throw new AbortException(Messages.Permitted_refused(
                    Shown.text(run.getParent().getFullName()), Shown.text(who.getName()), permission.name));
        }
    }

    private static Authentication identityOf(Run<?, ?> run) {
        if (run instanceof FlowExecutionOwner.Executable pipeline) {
            FlowExecutionOwner owner = pipeline.asFlowExecutionOwner();
            FlowExecution execution = owner == null ? null : owner.getOrNull();
            if (execution != null) {
                return execution.getAuthentication2();
            }
        }
        return Jenkins.getAuthentication2();
    }
}
