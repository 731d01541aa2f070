package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostChoice;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a step that looks at one host and moves nothing. */
public abstract class HostStepDescriptor extends StepDescriptor {

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
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
