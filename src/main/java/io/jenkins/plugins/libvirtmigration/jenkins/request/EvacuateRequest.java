package io.jenkins.plugins.libvirtmigration.jenkins.request;

import hudson.AbortException;
import hudson.security.Permission;
import io.jenkins.plugins.libvirtmigration.evacuation.PlanFile;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.EvacuationWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.FleetSettings;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.MoveOptions;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostResolver;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtPermissions;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.ResolvedHost;
import io.jenkins.plugins.libvirtmigration.report.ReportException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A host is to be emptied. */
public final class EvacuateRequest implements WorkRequest {
    private static final long serialVersionUID = 1;

    private final String host;
    private final ArrayList<String> to;
    private final String toLabel;
    private final FleetSettings settings;
    private final MoveOptions options;
    private final Probes probes;
    private final boolean dryRun;
    private final String plan;

    /**
     * @param to names of hosts; may be empty where a label is given
     * @param toLabel hosts with that label, but for the one that is emptied; null: none
     * @param plan exactly this one, of a dry run; null: a fresh one
     */
    public EvacuateRequest(
            String host,
            List<String> to,
            String toLabel,
            FleetSettings settings,
            MoveOptions options,
            Probes probes,
            boolean dryRun,
            String plan) {
        this.host = Required.text("host", host);
        this.to = new ArrayList<>(to);
        this.toLabel = toLabel;
        this.settings = settings;
        this.options = options;
        this.probes = probes;
        this.dryRun = dryRun;
        this.plan = plan;
    }

    @Override
    public String kind() {
        return dryRun ? "plan" : "evacuate";
    }

    @Override
    public String title() {
        return host;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public Permission permission() {
        return LibvirtPermissions.EVACUATE;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @Override
    public void check() {
        if (to.isEmpty() == (toLabel == null)) {
            throw new IllegalArgumentException("Say where the guests of " + host
                    + " may go, once: either to: ['kvm-02', 'kvm-03'] or toLabel: 'rack-1'.");
        }
        if (to.contains(host)) {
            throw new IllegalArgumentException("to names " + host + ", which is to be emptied: leave it out.");
        }
        if (dryRun && plan != null) {
            throw new IllegalArgumentException("dryRun makes a plan, and plan carries one out: leave one of them out.");
        }
        settings.request(host);
        probes.check(options);
        if (plan != null) {
            checkPlan();
        }
    }

    private void checkPlan() {
        try {
            PlanFile.parse(plan, "plan");
        } catch (ReportException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + " Give the property plan of what evacuateHost with dryRun: true returned.", e);
        }
    }

    @Override
    public Work work(HostResolver hosts, KeptEvacuations kept) throws IOException {
        List<ResolvedHost> destinations = hosts.resolve(destinations(hosts));
        return new EvacuationWork(hosts.resolve(host), destinations, settings, options, probes.byGuest(), dryRun, plan);
    }

    private List<String> destinations(HostResolver hosts) throws IOException {
        if (toLabel == null) {
            return to;
        }
        List<String> others = new ArrayList<>(hosts.labelled(toLabel));
        others.remove(host);
        if (others.isEmpty()) {
            throw new AbortException("Only " + host + " itself has the label " + toLabel
                    + ": give it to another host in Manage Jenkins » System, or name hosts with to.");
        }
        return others;
    }
}
