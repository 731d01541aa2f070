package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostChoice;
import io.jenkins.plugins.libvirtmigration.jenkins.request.EmptyRequest;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import jenkins.YesNoMaybe;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code assertHostEmpty 'kvm-01'}: fails while anything runs on the host, or when that cannot be told. */
public final class AssertHostEmptyStep extends Step implements Serializable {
    private static final long serialVersionUID = 1;

    private final String host;

    @DataBoundConstructor
    public AssertHostEmptyStep(String host) {
        this.host = host;
    }

    public String getHost() {
        return host;
    }

    /** @throws IllegalArgumentException when no host is named */
    public EmptyRequest request() {
        return new EmptyRequest(host);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new AssertHostEmptyExecution(context, this);
    }

    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }

        @Override
        public String getFunctionName() {
            return "assertHostEmpty";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.AssertHostEmptyStep_displayName();
        }

        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            return String.valueOf(arguments.get("host"));
        }

        @POST
        public FormValidation doCheckHost(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.host(item, value);
        }

        @POST
        public ComboBoxModel doFillHostItems(@AncestorInPath Item item) {
            return HostChoice.fill(item);
        }
    }
}
