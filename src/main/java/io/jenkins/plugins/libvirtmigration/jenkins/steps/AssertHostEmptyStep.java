package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.libvirtmigration.jenkins.request.EmptyRequest;
import java.io.Serializable;
import jenkins.YesNoMaybe;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

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
    public static final class DescriptorImpl extends HostStepDescriptor {

        @Override
        public String getFunctionName() {
            return "assertHostEmpty";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.AssertHostEmptyStep_displayName();
        }
    }
}
