package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import hudson.util.FormValidation;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of limits and manners. Nothing here looks anywhere: texts are only read. */
public abstract class FleetStepDescriptor extends MovingStepDescriptor {

    @POST
    public FormValidation doCheckTotalBandwidth(@QueryParameter String value) {
        return FormChecks.rate(value);
    }

    @POST
    public FormValidation doCheckDeadline(@QueryParameter String value) {
        return FormChecks.duration(value);
    }

    @POST
    public FormValidation doCheckHostTimeout(@QueryParameter String value) {
        return FormChecks.duration(value);
    }

    @POST
    public FormValidation doCheckProbes(@QueryParameter String value) {
        return FormChecks.probes(value);
    }
}
