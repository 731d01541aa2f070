package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.libvirtmigration.jenkins.request.EvacuateRequest;
import io.jenkins.plugins.libvirtmigration.jenkins.request.ReturnRequest;
import java.util.function.UnaryOperator;
import jenkins.YesNoMaybe;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code withEvacuatedHost(host: 'kvm-01', to: ['kvm-02']) { sh './patch-and-reboot kvm-01' }}: empties the host, runs the
 * body, waits for the host, brings the guests home.
 *
 * <p>A step of its own, since Pipeline lets a step have a body always or never (workflow-cps, DSL.invokeStep).
 */
public final class WithEvacuatedHostStep extends EvacuationStep {
    private static final long serialVersionUID = 1;

    private boolean returnAfterFailure;
    private String hostTimeout;
    private boolean replaceLeftImages;

    @DataBoundConstructor
    public WithEvacuatedHostStep(String host) {
        super(host);
    }

    /** Whether the guests come home although the body failed. */
    public boolean isReturnAfterFailure() {
        return returnAfterFailure;
    }

    @DataBoundSetter
    public void setReturnAfterFailure(boolean returnAfterFailure) {
        this.returnAfterFailure = returnAfterFailure;
    }

    /** Whether disks that were copied may be copied back onto the images that were left at home. */
    public boolean isReplaceLeftImages() {
        return replaceLeftImages;
    }

    @DataBoundSetter
    public void setReplaceLeftImages(boolean replaceLeftImages) {
        this.replaceLeftImages = replaceLeftImages;
    }

    public String getHostTimeout() {
        return hostTimeout;
    }

    @DataBoundSetter
    public void setHostTimeout(String hostTimeout) {
        this.hostTimeout = Blank.toNull(hostTimeout);
    }

    EvacuateRequest request(InventoryLimits most) {
        return request(false, most, UnaryOperator.identity());
    }

    ReturnRequest wayHome(InventoryLimits most) {
        return wayHome(replaceLeftImages, hostTimeout, most, UnaryOperator.identity());
    }

    @Override
    public StepExecution start(StepContext context) {
        return new WithEvacuatedHostExecution(context, this);
    }

    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends EvacuationStepDescriptor {

        @Override
        public String getFunctionName() {
            return "withEvacuatedHost";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.WithEvacuatedHostStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
