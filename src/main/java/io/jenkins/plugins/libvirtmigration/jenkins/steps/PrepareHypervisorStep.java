package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.libvirtmigration.jenkins.request.PrepareRequest;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest.PeerTransport;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import jenkins.YesNoMaybe;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** {@code prepareHypervisor host: 'kvm-01', peers: ['kvm-02']}: checks hosts for live migration, or makes them ready. */
public final class PrepareHypervisorStep extends Step implements Serializable {
    private static final long serialVersionUID = 1;

    private final String host;
    private ArrayList<String> peers = new ArrayList<>();
    private boolean apply;
    private String storage = "auto";
    private String transport = "ssh";
    private boolean failOnFindings = true;

    @DataBoundConstructor
    public PrepareHypervisorStep(String host) {
        this.host = host;
    }

    public String getHost() {
        return host;
    }

    public List<String> getPeers() {
        return new ArrayList<>(peers);
    }

    @DataBoundSetter
    public void setPeers(List<String> peers) {
        this.peers = Lines.of(peers);
    }

    /** For the form: a line each. */
    public String getPeersLines() {
        return String.join("\n", peers);
    }

    public boolean isApply() {
        return apply;
    }

    @DataBoundSetter
    public void setApply(boolean apply) {
        this.apply = apply;
    }

    public String getStorage() {
        return storage;
    }

    @DataBoundSetter
    public void setStorage(String storage) {
        this.storage = orElse(storage, "auto");
    }

    public String getTransport() {
        return transport;
    }

    @DataBoundSetter
    public void setTransport(String transport) {
        this.transport = orElse(transport, "ssh");
    }

    /** Whether a check that fails fails the step; else the result says so. */
    public boolean isFailOnFindings() {
        return failOnFindings;
    }

    @DataBoundSetter
    public void setFailOnFindings(boolean failOnFindings) {
        this.failOnFindings = failOnFindings;
    }

    /** What an older version wrote may lack what has a default. */
    private Object readResolve() {
        peers = peers == null ? new ArrayList<>() : peers;
        storage = orElse(storage, "auto");
        transport = orElse(transport, "ssh");
        return this;
    }

    private static String orElse(String text, String otherwise) {
        String fixed = Blank.toNull(text);
        return fixed == null ? otherwise : fixed;
    }

    /** @throws IllegalArgumentException naming a parameter that is missing */
    public PrepareRequest request() {
        return new PrepareRequest(host, peers, storage, transport, apply);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new PrepareHypervisorExecution(context, this);
    }

    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends HostStepDescriptor {

        @Override
        public String getFunctionName() {
            return "prepareHypervisor";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PrepareHypervisorStep_displayName();
        }

        @POST
        public ListBoxModel doFillStorageItems() {
            return FormChecks.words(StorageMode.class);
        }

        @POST
        public ListBoxModel doFillTransportItems() {
            return FormChecks.words(PeerTransport.class);
        }
    }
}
