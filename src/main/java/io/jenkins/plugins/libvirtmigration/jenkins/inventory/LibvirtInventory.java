package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PersistentDescriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import jenkins.YesNoMaybe;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The hypervisors that this Jenkins knows, and how much may be under way at once: Manage Jenkins, System. */
@Symbol("libvirtMigration")
@Extension(dynamicLoadable = YesNoMaybe.YES)
public class LibvirtInventory extends GlobalConfiguration implements PersistentDescriptor {
    private volatile List<InventoryHost> hosts = new ArrayList<>();
    private volatile String agent = "";
    private volatile int maxMoves = Limits.DEFAULT.total();
    private volatile int maxMovesPerSource = Limits.DEFAULT.perSource();
    private volatile int maxMovesPerDestination = Limits.DEFAULT.perDestination();
    private volatile int maxCopyingMovesPerHost = Limits.DEFAULT.blockPerHost();
    private volatile String totalBandwidth = "";
    /** What a form is bound to before it is taken over: not the inventory, and never written. */
    private final transient boolean isDraft;

    public LibvirtInventory() {
        this(false);
    }

    private LibvirtInventory(boolean isDraft) {
        this.isDraft = isDraft;
    }

    public static LibvirtInventory get() {
        return ExtensionList.lookupSingleton(LibvirtInventory.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.LibvirtInventory_displayName();
    }

    public List<InventoryHost> getHosts() {
        return hosts == null ? List.of() : Collections.unmodifiableList(hosts);
    }

    /** @throws IllegalArgumentException where two hosts have one name */
    @DataBoundSetter
    public void setHosts(List<InventoryHost> hosts) {
        this.hosts = new ArrayList<>(new HostList(hosts == null ? List.of() : hosts).all());
        save();
    }

    /** @throws IllegalArgumentException naming the text, the hosts there are, and what to do */
    public InventoryHost require(String name) {
        return hostList().require(name);
    }

    HostList hostList() {
        return new HostList(getHosts());
    }

    /** Label or name of the agent that reaches the hypervisors; blank where every step says it by itself. */
    public String getAgent() {
        return agent == null ? "" : agent;
    }

    @DataBoundSetter
    public void setAgent(String agent) {
        this.agent = agent == null ? "" : agent.strip();
        save();
    }

    /** The agent for a host: its own, or that of the inventory. */
    public Optional<String> agentFor(InventoryHost host) {
        String chosen = host.getAgent().isEmpty() ? getAgent() : host.getAgent();
        return chosen.isEmpty() ? Optional.empty() : Optional.of(chosen);
    }

    /** How many guests all builds together may move at once. */
    public int getMaxMoves() {
        return maxMoves;
    }

    @DataBoundSetter
    public void setMaxMoves(int maxMoves) {
        this.maxMoves = LimitRules.atLeastOne(maxMoves);
        save();
    }

    public int getMaxMovesPerSource() {
        return maxMovesPerSource;
    }

    @DataBoundSetter
    public void setMaxMovesPerSource(int maxMovesPerSource) {
        this.maxMovesPerSource = LimitRules.atLeastOne(maxMovesPerSource);
        save();
    }

    public int getMaxMovesPerDestination() {
        return maxMovesPerDestination;
    }

    @DataBoundSetter
    public void setMaxMovesPerDestination(int maxMovesPerDestination) {
        this.maxMovesPerDestination = LimitRules.atLeastOne(maxMovesPerDestination);
        save();
    }

    /** How many of the moves out of or into a host may copy disks. */
    public int getMaxCopyingMovesPerHost() {
        return maxCopyingMovesPerHost;
    }

    @DataBoundSetter
    public void setMaxCopyingMovesPerHost(int maxCopyingMovesPerHost) {
        this.maxCopyingMovesPerHost = LimitRules.atLeastOne(maxCopyingMovesPerHost);
        save();
    }

    public Limits limits() {
        return new Limits(maxMovesPerSource, maxMovesPerDestination, maxMoves, maxCopyingMovesPerHost);
    }

    /** Shared out among the moves of one evacuation that are under way; blank for no limit. */
    public String getTotalBandwidth() {
        return totalBandwidth == null ? "" : totalBandwidth;
    }

    @DataBoundSetter
    public void setTotalBandwidth(String totalBandwidth) {
        this.totalBandwidth = LimitRules.bandwidth(totalBandwidth);
        save();
    }

    public Optional<Bandwidth> totalBandwidth() {
        return Optional.of(getTotalBandwidth()).filter(text -> !text.isEmpty()).map(Bandwidth::parse);
    }

    /** @throws FormException with the reason in plain words, where Stapler would show a stack */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        replaceAll(draft -> request.bindJSON(draft, form));
        return true;
    }

    /**
     * All of the form or nothing of it, written once. It is bound to a draft, so that a build which looks for its host
     * meanwhile sees the inventory as it was. A form without a host sends no list at all: the draft begins with none.
     *
     * @param form calls the setters of the draft
     */
    void replaceAll(Consumer<LibvirtInventory> form) throws FormException {
        LibvirtInventory draft = new LibvirtInventory(true);
        draft.takeSettings(this);
        try {
            form.accept(draft);
        } catch (RuntimeException | LinkageError e) {
            throw new FormException(Refusal.of(e), e, "hosts");
        }
        take(draft);
    }

    /** The hosts last: who sees a new host sees the agent that it was saved with. */
    private synchronized void take(LibvirtInventory draft) {
        takeSettings(draft);
        hosts = draft.hosts;
        save();
    }

    private void takeSettings(LibvirtInventory other) {
        agent = other.agent;
        maxMoves = other.maxMoves;
        maxMovesPerSource = other.maxMovesPerSource;
        maxMovesPerDestination = other.maxMovesPerDestination;
        maxCopyingMovesPerHost = other.maxCopyingMovesPerHost;
        totalBandwidth = other.totalBandwidth;
    }

    @Override
    public synchronized void save() {
        if (!isDraft) {
            super.save();
        }
    }

    @POST
    public FormValidation doCheckAgent(@QueryParameter String value) {
        return HostForm.checkAgent(value);
    }

    @POST
    public FormValidation doCheckMaxMoves(@QueryParameter String value) {
        return HostForm.check(() -> LimitRules.atLeastOne(value));
    }

    @POST
    public FormValidation doCheckMaxMovesPerSource(@QueryParameter String value) {
        return HostForm.check(() -> LimitRules.atLeastOne(value));
    }

    @POST
    public FormValidation doCheckMaxMovesPerDestination(@QueryParameter String value) {
        return HostForm.check(() -> LimitRules.atLeastOne(value));
    }

    @POST
    public FormValidation doCheckMaxCopyingMovesPerHost(@QueryParameter String value) {
        return HostForm.check(() -> LimitRules.atLeastOne(value));
    }

    @POST
    public FormValidation doCheckTotalBandwidth(@QueryParameter String value) {
        return HostForm.check(() -> LimitRules.bandwidth(value));
    }
}
