package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationRequest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.FleetSettings;
import io.jenkins.plugins.libvirtmigration.jenkins.request.Probes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.DataBoundSetter;

/** Limits and manners of the steps that move many guests. 0 and blank mean what the inventory says. */
public abstract class FleetStep extends MovingStep {
    private static final long serialVersionUID = 1;
    static final int USUAL_TRIES = EvacuationRequest.USUAL_TRIES;

    private ArrayList<String> probes = new ArrayList<>();
    private int parallel;
    private int parallelIn;
    private int parallelCopies;
    private String totalBandwidth;
    private String deadline;

    /** A job's XML that somebody wrote, or an older version, may lack what has a default. */
    protected Object readResolve() {
        probes = probes == null ? new ArrayList<>() : probes;
        return this;
    }

    FleetSettings settings(String goal, boolean failFast, int tries, InventoryLimits most) {
        Limits limits = most.limits();
        int[] numbers = {
            lower("parallel", parallel, limits.perSource()),
            lower("parallelIn", parallelIn, limits.perDestination()),
            limits.total(),
            lower("parallelCopies", parallelCopies, limits.blockPerHost())
        };
        String rate = totalBandwidth == null ? most.totalBandwidth() : totalBandwidth;
        return new FleetSettings(numbers, rate, deadline, goal, failFast, tries);
    }

    /** A job may be more careful than the inventory, never less. */
    private static int lower(String name, int wanted, int most) {
        if (wanted < 0 || wanted > most) {
            throw new IllegalArgumentException(name + ": " + wanted + " is not from 1 to " + most
                    + ", which is what the inventory permits (Manage Jenkins » System).");
        }
        return wanted == 0 ? most : wanted;
    }

    Probes probeSet(UnaryOperator<String> expand) {
        return new Probes(Lines.of(probes, expand));
    }

    public List<String> getProbes() {
        return new ArrayList<>(probes);
    }

    @DataBoundSetter
    public void setProbes(List<String> probes) {
        this.probes = Lines.of(probes);
    }

    /** For the form: a line each. */
    public String getProbesLines() {
        return String.join("\n", probes);
    }

    public int getParallel() {
        return parallel;
    }

    @DataBoundSetter
    public void setParallel(int parallel) {
        this.parallel = parallel;
    }

    public int getParallelIn() {
        return parallelIn;
    }

    @DataBoundSetter
    public void setParallelIn(int parallelIn) {
        this.parallelIn = parallelIn;
    }

    public int getParallelCopies() {
        return parallelCopies;
    }

    @DataBoundSetter
    public void setParallelCopies(int parallelCopies) {
        this.parallelCopies = parallelCopies;
    }

    public String getTotalBandwidth() {
        return totalBandwidth;
    }

    @DataBoundSetter
    public void setTotalBandwidth(String totalBandwidth) {
        this.totalBandwidth = Blank.toNull(totalBandwidth);
    }

    public String getDeadline() {
        return deadline;
    }

    @DataBoundSetter
    public void setDeadline(String deadline) {
        this.deadline = Blank.toNull(deadline);
    }
}
