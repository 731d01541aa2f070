package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jenkins.YesNoMaybe;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A hypervisor as an administrator describes it. It does not change once it is bound; a credential is only named, never
 * kept. A class and not a record, since Jenkins writes it to disk.
 */
public final class InventoryHost extends AbstractDescribableImpl<InventoryHost> {
    private String name;
    private String address;
    private int port = HypervisorAddress.SSH_PORT;
    private String credentialsId = "";
    private String hostKey = "";
    private String migrationAddress = "";
    private String labels = "";
    private String agent = "";
    private List<String> allowedJobs = new ArrayList<>();

    /** @throws IllegalArgumentException saying what is wrong with the name or the address */
    @DataBoundConstructor
    public InventoryHost(String name, String address) {
        this.name = HostRules.name(name);
        this.address = HostRules.address(address);
    }

    /** Old data may lack what came later, and was written without the rules of today. */
    private Object readResolve() {
        name = orBlank(name);
        address = orBlank(address);
        port = port == 0 ? HypervisorAddress.SSH_PORT : port;
        credentialsId = orBlank(credentialsId);
        hostKey = orBlank(hostKey);
        migrationAddress = orBlank(migrationAddress);
        labels = orBlank(labels);
        agent = orBlank(agent);
        allowedJobs = allowedJobs == null ? new ArrayList<>() : allowedJobs;
        return this;
    }

    /** By which a Jenkinsfile and a report call it. */
    public String getName() {
        return name;
    }

    /** A host name or an IP address, as the machine that connects knows it. */
    public String getAddress() {
        return address;
    }

    public int getPort() {
        return port;
    }

    @DataBoundSetter
    public void setPort(int port) {
        this.port = HostRules.port(port);
    }

    /** Of an {@code SSHUserPrivateKey}, which also says as whom to log in; looked up for the build that uses it. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = HostRules.credentialsId(credentialsId);
    }

    /** The type and the key, as in a .pub file. Blank: the host is not used. */
    public String getHostKey() {
        return hostKey;
    }

    @DataBoundSetter
    public void setHostKey(String hostKey) {
        this.hostKey = HostRules.hostKey(hostKey);
    }

    /** Where the other hypervisors send memory and disks; blank for the address of SSH. */
    public String getMigrationAddress() {
        return migrationAddress;
    }

    @DataBoundSetter
    public void setMigrationAddress(String migrationAddress) {
        this.migrationAddress = HostRules.migrationAddress(migrationAddress);
    }

    /** Words with a blank between, by which several hosts are chosen at once. */
    public String getLabels() {
        return labels;
    }

    @DataBoundSetter
    public void setLabels(String labels) {
        this.labels = HostRules.labels(labels);
    }

    public Set<String> labelSet() {
        return labels.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(labels.split(" ")));
    }

    /** Label or name of the agent from which this host is reached; blank for the one of the whole inventory. */
    public String getAgent() {
        return agent;
    }

    @DataBoundSetter
    public void setAgent(String agent) {
        this.agent = agent == null ? "" : agent.strip();
    }

    /** Patterns over the full names of jobs; none admits every job. */
    public List<String> getAllowedJobs() {
        return Collections.unmodifiableList(allowedJobs);
    }

    /** @param allowedJobs patterns; one that has several lines, as a form sends it, is one for each line */
    @DataBoundSetter
    public void setAllowedJobs(Collection<String> allowedJobs) {
        List<String> patterns = new ArrayList<>();
        if (allowedJobs != null) {
            allowedJobs.stream()
                    .flatMap(String::lines)
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(patterns::add);
        }
        patterns.forEach(JobPatterns::check);
        this.allowedJobs = patterns;
    }

    /** For the form: a line each. */
    public String getAllowedJobsLines() {
        return String.join("\n", allowedJobs);
    }

    boolean admits(String job) {
        return new JobPatterns(allowedJobs).admit(job);
    }

    private static String orBlank(String text) {
        return text == null ? "" : text;
    }

    @Symbol("hypervisor")
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends Descriptor<InventoryHost> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.InventoryHost_displayName();
        }

        public int defaultPort() {
            return HypervisorAddress.SSH_PORT;
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return HostForm.check(() -> HostRules.name(value));
        }

        @POST
        public FormValidation doCheckAddress(@QueryParameter String value) {
            return HostForm.check(() -> HostRules.address(value));
        }

        @POST
        public FormValidation doCheckPort(@QueryParameter String value) {
            return HostForm.check(() -> HostRules.port(HostForm.number(value)));
        }

        @POST
        public FormValidation doCheckHostKey(@QueryParameter String value) {
            return HostForm.checkHostKey(value);
        }

        @POST
        public FormValidation doCheckMigrationAddress(@QueryParameter String value) {
            return HostForm.check(() -> HostRules.migrationAddress(value));
        }

        @POST
        public FormValidation doCheckLabels(@QueryParameter String value) {
            return HostForm.check(() -> HostRules.labels(value));
        }

        @POST
        public FormValidation doCheckAllowedJobs(@QueryParameter String value) {
            return HostForm.checkAllowedJobs(value);
        }

        @POST
        public FormValidation doCheckAgent(@QueryParameter String value) {
            return HostForm.checkAgent(value);
        }

        @POST
        public FormValidation doCheckCredentialsId(
                @QueryParameter String value, @QueryParameter String address, @QueryParameter String port) {
            return HostForm.checkCredential(value, address, port);
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return HostForm.credentials(credentialsId);
        }

        /** Connects: only for who may configure Jenkins. */
        @POST
        public FormValidation doTestConnection(
                @QueryParameter String name,
                @QueryParameter String address,
                @QueryParameter String port,
                @QueryParameter String credentialsId,
                @QueryParameter String hostKey,
                @QueryParameter String agent) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return ConnectionForm.test(name, address, port, credentialsId, hostKey, agent);
        }

        /** Connects: only for who may configure Jenkins. What is shown is for comparison, and is not taken over. */
        @POST
        public FormValidation doShowOfferedKey(@QueryParameter String address, @QueryParameter String port) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return ConnectionForm.offeredKey(address, port);
        }
    }
}
