package io.jenkins.plugins.libvirtmigration.jenkins.request;

import hudson.security.Permission;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.FleetSettings;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.MoveOptions;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Parameter;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.ReturnWork;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.HostResolver;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.LibvirtPermissions;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The guests of an evacuation are to be brought home. */
public final class ReturnRequest implements WorkRequest {
    private static final long serialVersionUID = 1;
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(15);

    private final String evacuation;
    private final FleetSettings settings;
    private final MoveOptions options;
    private final Probes probes;
    private final String hostTimeout;

    /**
     * @param evacuation its report.json
     * @param hostTimeout how long is waited for the home host to answer; null: 15 minutes
     */
    public ReturnRequest(
            String evacuation, FleetSettings settings, MoveOptions options, Probes probes, String hostTimeout) {
        this.evacuation = evacuation;
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
        return host();
    }

    @Override
    public String host() {
        return report().host();
    }

    @Override
    public Permission permission() {
        return LibvirtPermissions.EVACUATE;
    }

    @Override
    public void check() {
        settings.request(host());
        probes.check(options);
        patience();
    }

    private Duration patience() {
        return hostTimeout == null ? USUAL_PATIENCE : Parameter.read("hostTimeout", hostTimeout, Durations::parse);
    }

    /** The names come from a file: each must be in the inventory, and admitted, like one in a Jenkinsfile. */
    @Override
    public Work work(HostResolver hosts) throws IOException {
        Report report = report();
        List<String> names = Stream.concat(
                        Stream.of(report.host()),
                        report.migrations().stream()
                                .filter(move -> move.outcome() == Outcome.SUCCEEDED && move.destination() != null)
                                .map(MigrationRecord::destination))
                .distinct()
                .toList();
        return new ReturnWork(evacuation, hosts.resolve(names), settings, options, probes.byGuest(), patience());
    }

    private Report report() {
        Report report = ReportFile.parse(evacuation, "The report of the evacuation");
        if (report.kind() != Report.Kind.EVACUATE || report.host() == null) {
            throw new IllegalArgumentException("evacuation names the report of something else: only one of"
                    + " evacuateHost says which guests are to be brought home.");
        }
        return report;
    }
}
