package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostChoice;
import io.jenkins.plugins.libvirtmigration.jenkins.request.EvacuateRequest;
import java.util.Map;
import jenkins.YesNoMaybe;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code evacuateHost host: 'kvm-01', to: ['kvm-02']}: moves every guest off a host and proves that it is empty. With a
 * body, the guests come home after it.
 */
public final class EvacuateHostStep extends FleetStep {
    private static final long serialVersionUID = 1;

    private final String host;
    private String toLabel;
    private String goal;
    private boolean dryRun;
    private String plan;
    private boolean failFast;
    private int tries = FleetStep.USUAL_TRIES;
    private boolean returnAfterFailure;

    @DataBoundConstructor
    public EvacuateHostStep(String host) {
        this.host = host;
    }

    public String getHost() {
        return host;
    }

    public String getToLabel() {
        return toLabel;
    }

    @DataBoundSetter
    public void setToLabel(String toLabel) {
        this.toLabel = Util.fixEmptyAndTrim(toLabel);
    }

    public String getGoal() {
        return goal;
    }

    @DataBoundSetter
    public void setGoal(String goal) {
        this.goal = Util.fixEmptyAndTrim(goal);
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public String getPlan() {
        return plan;
    }

    @DataBoundSetter
    public void setPlan(String plan) {
        this.plan = Util.fixEmptyAndTrim(plan);
    }

    public boolean isFailFast() {
        return failFast;
    }

    @DataBoundSetter
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    public int getTries() {
        return tries;
    }

    @DataBoundSetter
    public void setTries(int tries) {
        this.tries = tries;
    }

    /** Whether the guests come home although the body failed. */
    public boolean isReturnAfterFailure() {
        return returnAfterFailure;
    }

    @DataBoundSetter
    public void setReturnAfterFailure(boolean returnAfterFailure) {
        this.returnAfterFailure = returnAfterFailure;
    }

    /** @throws IllegalArgumentException naming a parameter that is missing */
    public EvacuateRequest request() {
        return new EvacuateRequest(
                host, getTo(), toLabel, settings(goal, failFast, tries), moveOptions(), probeSet(), dryRun, plan);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new EvacuateHostExecution(context, this);
    }

    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends FleetStepDescriptor {

        @Override
        public String getFunctionName() {
            return "evacuateHost";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.EvacuateHostStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            return String.valueOf(arguments.get("host"));
        }

        @POST
        public FormValidation doCheckHost(@AncestorInPath Item item, @QueryParameter String value) {
            return HostChoice.check(item, value);
        }

        @POST
        public ListBoxModel doFillHostItems(@AncestorInPath Item item, @QueryParameter String host) {
            return HostChoice.fill(item, host);
        }

        @POST
        public ListBoxModel doFillGoalItems() {
            return FormChecks.words(Goal.class);
        }
    }
}
