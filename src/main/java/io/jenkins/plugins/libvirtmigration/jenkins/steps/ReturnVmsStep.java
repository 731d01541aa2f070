package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import jenkins.YesNoMaybe;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code returnVms evacuation: drill.id}: brings the guests of an evacuation home. */
public final class ReturnVmsStep extends FleetStep {
    private static final long serialVersionUID = 1;

    private String evacuation;
    private String hostTimeout;
    private boolean replaceLeftImages;

    @DataBoundConstructor
    public ReturnVmsStep() {}

    /** The id of an evacuation of this build, or {@code JOB#NUMBER:ID}; blank: the last one of this build. */
    public String getEvacuation() {
        return evacuation;
    }

    @DataBoundSetter
    public void setEvacuation(String evacuation) {
        this.evacuation = Blank.toNull(evacuation);
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

    @Override
    public StepExecution start(StepContext context) {
        return new ReturnVmsExecution(context, this);
    }

    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends FleetStepDescriptor {

        @Override
        public String getFunctionName() {
            return "returnVms";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ReturnVmsStep_displayName();
        }
    }
}
