package io.jenkins.plugins.libvirtmigration.jenkins.request;

import hudson.security.Permission;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.FleetSettings;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.MoveOptions;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Parameter;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.ReturnWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostResolver;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtPermissions;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.io.IOException;
import java.time.Duration;

/**
 * The guests of evacuations are to be brought home. Which ones these are is read when the work is made: a build keeps that
 * in files of its own, and need not keep it twice.
 */
public final class ReturnRequest implements WorkRequest {
    private static final long serialVersionUID = 1;
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(15);

    private final String build;
    private final String host;
    private final FleetSettings settings;
    private final MoveOptions options;
    private final Probes probes;
    private final String hostTimeout;

    /**
     * @param build whose evacuations, {@code JOB#NUMBER}; null: those of the build that asks
     * @param host whose guests
     * @param hostTimeout how long is waited for the home host to answer; null: 15 minutes
     */
    public ReturnRequest(
            String build, String host, FleetSettings settings, MoveOptions options, Probes probes, String hostTimeout) {
        this.build = build;
        this.host = Required.text("host", host);
        this.settings = settings;
        this.options = options;
        this.probes = probes;
        this.hostTimeout = hostTimeout;
    }

    @Override
    public String kind() {
        return "return";
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

    @Override
    public void check() {
        settings.request(host);
        probes.check(options);
        patience();
    }

    private Duration patience() {
        return hostTimeout == null ? USUAL_PATIENCE : Parameter.read("hostTimeout", hostTimeout, Durations::parse);
    }

    /**
     * The names come from a file: each is one that the evacuation itself was ordered with, and must still be in the
     * inventory, and admitted, like one in a Jenkinsfile.
     */
    @Override
    public Work work(HostResolver hosts, KeptEvacuations kept) throws IOException {
        Report away = kept.away(build, host);
        return new ReturnWork(
                ReportFile.json(away), hosts.resolve(away.hosts()), settings, options, probes.byGuest(), patience());
    }
}
