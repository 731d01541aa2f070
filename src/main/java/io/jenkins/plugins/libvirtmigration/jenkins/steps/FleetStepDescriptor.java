package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.util.FormValidation;
import io.jenkins.plugins.libvirtmigration.jenkins.request.Probes;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of limits and manners. Nothing here looks anywhere: texts are only read. */
public abstract class FleetStepDescriptor extends MovingStepDescriptor {

    @POST
    public FormValidation doCheckTotalBandwidth(@QueryParameter String value) {
        return FormChecks.readable(value, Bandwidth::parse);
    }

    @POST
    public FormValidation doCheckDeadline(@QueryParameter String value) {
        return FormChecks.readable(value, Durations::parse);
    }

    @POST
    public FormValidation doCheckHostTimeout(@QueryParameter String value) {
        return FormChecks.readable(value, Durations::parse);
    }

    @POST
    public FormValidation doCheckProbes(@QueryParameter String value) {
        return FormChecks.readable(value, text -> new Probes(text.lines().toList()));
    }
}
