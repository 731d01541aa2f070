package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationJob;
import io.jenkins.plugins.libvirtmigration.evacuation.FixedPlan;
import io.jenkins.plugins.libvirtmigration.evacuation.PlanFile;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.FileSlots;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.HostIdentities;
import io.jenkins.plugins.libvirtmigration.evacuation.world.LibvirtWorld;
import io.jenkins.plugins.libvirtmigration.evacuation.world.RouteFinder;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.ResolvedHost;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Empties a host, or only plans that. */
public final class EvacuationWork implements Work {
    private static final long serialVersionUID = 1;

    /** Virtual CPUs for each of a destination's, as the command line has it. */
    private static final double CPU_OVERCOMMIT = 4;

    private final ResolvedHost host;
    private final ArrayList<ResolvedHost> to;
    private final FleetSettings settings;
    private final MoveOptions options;
    private final HashMap<String, String> probes;
    private final boolean dryRun;
    private final String plan;

    /**
     * @param probes addresses by the names of guests
     * @param dryRun nothing is moved
     * @param plan exactly this plan, of a dry run, is carried out or refused; null: none
     */
    public EvacuationWork(
            ResolvedHost host,
            List<ResolvedHost> to,
            FleetSettings settings,
            MoveOptions options,
            Map<String, String> probes,
            boolean dryRun,
            String plan) {
        this.host = host;
        this.to = new ArrayList<>(to);
        this.settings = settings;
        this.options = options;
        this.probes = new HashMap<>(probes);
        this.dryRun = dryRun;
        this.plan = plan;
    }

    @Override
    public Report run(WorkSite site) throws InterruptedException {
        Optional<FixedPlan> fixed = Optional.ofNullable(plan).map(json -> PlanFile.parse(json, "The plan"));
        fixed.filter(read -> !read.host().equals(host.name())).ifPresent(read -> {
            throw new IllegalArgumentException("The plan is for " + read.host() + ", not for " + host.name()
                    + ". Make one with dryRun: true for this host.");
        });
        List<ResolvedHost> hosts = new ArrayList<>(List.of(host));
        hosts.addAll(to);
        try (HostLinks links = new HostLinks(hosts)) {
            links.greet(host.name());
            EvacuationJob job = job(links, new Fleet(links, hosts, options, probes, site), site);
            if (dryRun) {
                return planned(job.plan(), site);
            }
            site.earlier().ifPresent(report -> ReportFile.write(site.directory(), report));
            Report report = job.run(fixed, Optional.of(site.directory()), site.abort());
            tellOfSilence(report, links, site);
            return report;
        }
    }

    @Override
    public List<String> refuges() {
        return dryRun ? List.of() : to.stream().map(ResolvedHost::name).toList();
    }

    /** What a host's silence prevented may go well the next time; an abort is not to be tried again. */
    private void tellOfSilence(Report report, HostLinks links, WorkSite site) {
        if (report.outcome() == Outcome.SUCCEEDED || site.abort().isRequested()) {
            return;
        }
        if (report.empty() == null) {
            site.hostSilent("Whether " + host.name() + " is empty is not known: it does not answer.");
            return;
        }
        List<String> silent = links.silent(to);
        if (!silent.isEmpty()) {
            site.hostSilent(String.join(", ", silent) + " did not answer, so " + host.name()
                    + " could not be emptied. The report has the reason of each guest.");
        }
    }

    private EvacuationJob job(HostLinks links, Fleet fleet, WorkSite site) {
        HypervisorLink source = links.get(host.name());
        LibvirtWorld world = new LibvirtWorld(
                source,
                links.get(to),
                new RouteFinder(RouteFinder.preflight(source, fleet::request), site.abort()),
                CPU_OVERCOMMIT,
                settings.includePoweredOff());
        return new EvacuationJob(
                settings.request(host.name()),
                world,
                fleet,
                PatientSlots.of(
                        new FileSlots(FileSlots.usualDirectory(), settings.admitted(), new HostIdentities(links.all())),
                        site),
                site.fleet());
    }

    /** The plan itself is for who approves it; the report says only whether it empties the host. */
    private Report planned(Plan made, WorkSite site) {
        site.fleet().planned(made);
        made.moves().forEach(move -> site.say(move.guest().name() + " would go to " + move.destination() + "."));
        Instant now = Instant.now();
        return new Report(
                Report.VERSION,
                Report.Kind.EVACUATE,
                now,
                now,
                made.isComplete() ? Outcome.SUCCEEDED : Outcome.FAILED,
                host.name(),
                null,
                List.of(),
                List.of());
    }
}
