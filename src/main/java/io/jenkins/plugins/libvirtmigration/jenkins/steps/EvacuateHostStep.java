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
 * {@code evacuateHost host: 'kvm-01', to: ['kvm-02']}: moves every guest off a host and proves that it is empty, or only
 * plans that.
 */
public final class EvacuateHostStep extends EvacuationStep {
    private static final long serialVersionUID = 1;

    private boolean dryRun;

    @DataBoundConstructor
    public EvacuateHostStep(String host) {
        super(host);
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** @throws IllegalArgumentException naming a parameter that is missing */
    public EvacuateRequest request() {
        return request(InventoryLimits.now());
    }

    EvacuateRequest request(InventoryLimits most) {
        return request(dryRun, most, UnaryOperator.identity());
    }

    /**
     * @param expand reads a text that may be null
     * @throws IllegalArgumentException naming a parameter that is missing
     */
    public EvacuateRequest request(UnaryOperator<String> expand) {
        return request(dryRun, InventoryLimits.now(), expand);
    }

    /**
     * That its guests come home.
     *
     * @param expand reads a text that may be null
     */
    public ReturnRequest wayHome(boolean replaceLeftImages, UnaryOperator<String> expand) {
        return wayHome(replaceLeftImages, null, InventoryLimits.now(), expand);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new EvacuateHostExecution(context, this);
    }

    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends EvacuationStepDescriptor {

        @Override
        public String getFunctionName() {
            return "evacuateHost";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.EvacuateHostStep_displayName();
        }
    }
}
