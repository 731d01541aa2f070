package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostChoice;
import io.jenkins.plugins.libvirtmigration.jenkins.request.EvacuateRequest;
import io.jenkins.plugins.libvirtmigration.jenkins.request.ReturnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the steps have in common that empty a host: which host, where to, after which plan. */
public abstract class EvacuationStep extends FleetStep {
    private static final long serialVersionUID = 1;

    private final String host;
    private ArrayList<String> to = new ArrayList<>();
    private String toLabel;
    private String goal;
    private String plan;
    private boolean failFast;
    private int tries = USUAL_TRIES;
    private boolean includePoweredOff;

    EvacuationStep(String host) {
        this.host = host;
    }

    @Override
    protected Object readResolve() {
        super.readResolve();
        to = to == null ? new ArrayList<>() : to;
        tries = tries == 0 ? USUAL_TRIES : tries;
        return this;
    }

    public String getHost() {
        return host;
    }

    public List<String> getTo() {
        return new ArrayList<>(to);
    }

    @DataBoundSetter
    public void setTo(List<String> to) {
        this.to = Lines.of(to);
    }

    /** For the form: a line each. */
    public String getToLines() {
        return String.join("\n", to);
    }

    public String getToLabel() {
        return toLabel;
    }

    @DataBoundSetter
    public void setToLabel(String toLabel) {
        this.toLabel = Blank.toNull(toLabel);
    }

    public String getGoal() {
        return goal;
    }

    @DataBoundSetter
    public void setGoal(String goal) {
        this.goal = Blank.toNull(goal);
    }

    /** The plan.json of a dry run, which is carried out exactly or refused. */
    public String getPlan() {
        return plan;
    }

    @DataBoundSetter
    public void setPlan(String plan) {
        this.plan = Blank.toNull(plan);
    }

    public boolean isFailFast() {
        return failFast;
    }

    @DataBoundSetter
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    public int getTries() {
        return tries;
    }

    @DataBoundSetter
    public void setTries(int tries) {
        // An empty field of a form is 0.
        this.tries = tries == 0 ? USUAL_TRIES : tries;
    }

    /** Whether guests that do not run are moved too. */
    public boolean isIncludePoweredOff() {
        return includePoweredOff;
    }

    @DataBoundSetter
    public void setIncludePoweredOff(boolean includePoweredOff) {
        this.includePoweredOff = includePoweredOff;
    }

    final EvacuateRequest request(boolean dryRun, InventoryLimits most, UnaryOperator<String> expand) {
        return new EvacuateRequest(
                expand.apply(host),
                Lines.of(to, expand),
                expand.apply(toLabel),
                settings(goal, failFast, tries, most)
                        .withPoweredOff(includePoweredOff)
                        .expanded(expand),
                moveOptions().expanded(expand),
                probeSet(expand),
                dryRun,
                // A plan holds the names of guests, with whatever is in them: only one that is a parameter is read as
                // such.
                plan != null && plan.startsWith("$") ? expand.apply(plan) : plan);
    }

    /**
     * That the guests come home which evacuations of the host in the same build moved away.
     *
     * @param replaceLeftImages whether disks that were copied may be copied back onto the images left at home
     * @param hostTimeout how long is waited for the host to answer; null: the usual time
     * @param expand reads a text that may be null
     */
    final ReturnRequest wayHome(
            boolean replaceLeftImages, String hostTimeout, InventoryLimits most, UnaryOperator<String> expand) {
        return new ReturnRequest(
                null,
                expand.apply(host),
                settings(null, false, tries, most)
                        .withLeftImagesReplaced(replaceLeftImages)
                        .expanded(expand),
                moveOptions().expanded(expand),
                probeSet(expand),
                hostTimeout);
    }

    /** Its form. */
    public abstract static class EvacuationStepDescriptor extends FleetStepDescriptor {

        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            return String.valueOf(arguments.get("host"));
        }

        public int getUsualTries() {
            return USUAL_TRIES;
        }

        @POST
        public FormValidation doCheckHost(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.host(item, value);
        }

        @POST
        public ComboBoxModel doFillHostItems(@AncestorInPath Item item) {
            return HostChoice.fill(item);
        }

        @POST
        public ListBoxModel doFillGoalItems() {
            return FormChecks.words(Goal.class);
        }
    }
}
