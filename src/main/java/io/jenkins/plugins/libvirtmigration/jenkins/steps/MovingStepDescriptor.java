package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.libvirtmigration.jenkins.request.Thresholds;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.request.DowntimeSchedule;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.request.TimeoutAction;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of the parameters that every step which moves guests has. Nothing here looks anywhere: texts are only read. */
public abstract class MovingStepDescriptor extends StepDescriptor {

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }

    @POST
    public ListBoxModel doFillStorageItems() {
        return FormChecks.words(StorageMode.class);
    }

    @POST
    public ListBoxModel doFillControlItems() {
        return FormChecks.words(Control.class);
    }

    @POST
    public ListBoxModel doFillDowntimeScheduleItems() {
        return FormChecks.words(DowntimeSchedule.class);
    }

    @POST
    public ListBoxModel doFillOnTimeoutItems() {
        return FormChecks.words(TimeoutAction.class);
    }

    @POST
    public ListBoxModel doFillOnSlowDowntimeItems() {
        return FormChecks.words(Thresholds.OnSlow.class);
    }

    @POST
    public FormValidation doCheckBandwidth(@QueryParameter String value) {
        return FormChecks.rate(value);
    }

    @POST
    public FormValidation doCheckMaxDowntime(@QueryParameter String value) {
        return FormChecks.duration(value);
    }

    @POST
    public FormValidation doCheckTimeout(@QueryParameter String value) {
        return FormChecks.duration(value);
    }

    @POST
    public FormValidation doCheckTimeoutPerGib(@QueryParameter String value) {
        return FormChecks.duration(value);
    }

    @POST
    public FormValidation doCheckStallTimeout(@QueryParameter String value) {
        return FormChecks.duration(value);
    }

    @POST
    public FormValidation doCheckProbeInterval(@QueryParameter String value) {
        return FormChecks.probeInterval(value);
    }

    @POST
    public FormValidation doCheckMaxProbeGap(@QueryParameter String value) {
        return FormChecks.duration(value);
    }

    @POST
    public FormValidation doCheckMaxDuration(@QueryParameter String value) {
        return FormChecks.duration(value);
    }
}
