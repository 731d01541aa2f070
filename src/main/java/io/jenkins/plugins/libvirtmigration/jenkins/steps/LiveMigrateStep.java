package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostChoice;
import io.jenkins.plugins.libvirtmigration.jenkins.request.MoveRequest;
import java.util.Map;
import java.util.function.UnaryOperator;
import jenkins.YesNoMaybe;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code liveMigrate vm: 'web-1', from: 'kvm-01', to: 'kvm-02'}: moves one running guest and proves where it runs. */
public final class LiveMigrateStep extends MovingStep {
    private static final long serialVersionUID = 1;

    private final String vm;
    private final String from;
    private final String to;
    private String probe;

    @DataBoundConstructor
    public LiveMigrateStep(String vm, String from, String to) {
        this.vm = vm;
        this.from = from;
        this.to = to;
    }

    public String getVm() {
        return vm;
    }

    public String getFrom() {
        return from;
    }

    public String getTo() {
        return to;
    }

    public String getProbe() {
        return probe;
    }

    @DataBoundSetter
    public void setProbe(String probe) {
        this.probe = Blank.toNull(probe);
    }

    /** @throws IllegalArgumentException naming a parameter that is missing */
    public MoveRequest request() {
        return request(UnaryOperator.identity());
    }

    /**
     * @param expand reads a text that may be null
     * @throws IllegalArgumentException naming a parameter that is missing
     */
    public MoveRequest request(UnaryOperator<String> expand) {
        return new MoveRequest(
                expand.apply(vm),
                expand.apply(from),
                expand.apply(to),
                expand.apply(probe),
                moveOptions().expanded(expand));
    }

    @Override
    public StepExecution start(StepContext context) {
        return new LiveMigrateExecution(context, this);
    }

    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends MovingStepDescriptor {

        @Override
        public String getFunctionName() {
            return "liveMigrate";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.LiveMigrateStep_displayName();
        }

        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            return arguments.get("vm") + ": " + arguments.get("from") + " → " + arguments.get("to");
        }

        @POST
        public FormValidation doCheckVm(@QueryParameter String value) {
            return FormChecks.required(value);
        }

        @POST
        public FormValidation doCheckFrom(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.host(item, value);
        }

        @POST
        public FormValidation doCheckTo(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.host(item, value);
        }

        @POST
        public ComboBoxModel doFillFromItems(@AncestorInPath Item item) {
            return HostChoice.fill(item);
        }

        @POST
        public ComboBoxModel doFillToItems(@AncestorInPath Item item) {
            return HostChoice.fill(item);
        }

        @POST
        public FormValidation doCheckProbe(@QueryParameter String value) {
            return FormChecks.probe(value);
        }
    }
}
