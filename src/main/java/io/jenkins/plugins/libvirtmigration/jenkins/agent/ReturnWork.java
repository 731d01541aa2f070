package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.evacuation.HomecomingRequest;
import io.jenkins.plugins.libvirtmigration.evacuation.ReturnJob;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.FileSlots;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.HostIdentities;
import io.jenkins.plugins.libvirtmigration.evacuation.world.LibvirtWhereabouts;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.ResolvedHost;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waits for a host that was away, and brings the guests of an evacuation home. */
public final class ReturnWork implements Work {
    private static final long serialVersionUID = 1;
    private static final Duration BETWEEN_KNOCKS = Duration.ofSeconds(5);

    private final String evacuation;
    private final ArrayList<ResolvedHost> hosts;
    private final FleetSettings settings;
    private final MoveOptions options;
    private final HashMap<String, String> probes;
    private final Duration patience;

    /**
     * @param evacuation its report.json
     * @param hosts home first, then every host that a guest went to
     * @param probes addresses by the names of guests
     * @param patience how long is waited for the home host to answer
     */
    public ReturnWork(
            String evacuation,
            List<ResolvedHost> hosts,
            FleetSettings settings,
            MoveOptions options,
            Map<String, String> probes,
            Duration patience) {
        this.evacuation = evacuation;
        this.hosts = new ArrayList<>(hosts);
        this.settings = settings;
        this.options = options;
        this.probes = new HashMap<>(probes);
        this.patience = patience;
    }

    @Override
    public Report run(WorkSite site) throws InterruptedException {
        Report earlier = ReportFile.parse(evacuation, "The report of the evacuation");
        try (HostLinks links = new HostLinks(hosts)) {
            await(links.get(hosts.get(0).name()), site);
            site.earlier().ifPresent(report -> ReportFile.write(site.directory(), report));
            return new ReturnJob(
                            new HomecomingRequest(
                                    settings.admitted(),
                                    settings.total(),
                                    settings.until(),
                                    settings.replaceLeftImages()),
                            new LibvirtWhereabouts(links.all()),
                            new Fleet(links, hosts, options, probes, site),
                            PatientSlots.of(
                                    new FileSlots(
                                            FileSlots.usualDirectory(),
                                            settings.admitted(),
                                            new HostIdentities(links.all())),
                                    site),
                            site.fleet())
                    .run(earlier, Optional.of(site.directory()), site.abort());
        }
    }

    /** A host that reboots answers to SSH before its libvirt does; what counts is libvirt. */
    private void await(HypervisorLink home, WorkSite site) throws InterruptedException {
        Instant end = Instant.now().plus(patience);
        boolean said = false;
        while (true) {
            try {
                home.get().libvirt().hostName();
                return;
            } catch (HypervisorUnreachableException e) {
                if (site.abort().isRequested() || Instant.now().isAfter(end)) {
                    throw e;
                }
                if (!said) {
                    site.say("Waiting for " + home.name() + " to answer.");
                    said = true;
                }
            }
            if (site.abort().await(BETWEEN_KNOCKS)) {
                // One more try decides, so that the reason is told.
                continue;
            }
        }
    }
}
