package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.ResolvedHost;
import io.jenkins.plugins.libvirtmigration.migration.LiveMigration;
import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.migration.UnfinishedMove;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Moves one guest. */
public final class MoveWork implements Work {
    private static final long serialVersionUID = 1;

    private final String vm;
    private final String probe;
    private final ResolvedHost from;
    private final ResolvedHost to;
    private final MoveOptions options;

    /** @param probe the guest's address, or null */
    public MoveWork(String vm, String probe, ResolvedHost from, ResolvedHost to, MoveOptions options) {
        this.vm = vm;
        this.probe = probe;
        this.from = from;
        this.to = to;
        this.options = options;
    }

    @Override
    public Report run(WorkSite site) {
        Instant startedAt = site.startedAt();
        MigrationRequest request = options.request(vm, probe, to.migrationAddress());
        MigrationListener listener = site.guest(vm, null, to.name());
        try (HostLinks hosts = new HostLinks(List.of(from, to))) {
            LiveMigration.Result result = move(request, hosts.get(from.name()), hosts.get(to.name()), listener, site);
            MigrationRecord record = result.record();
            if (result.hostSilent()) {
                site.hostSilent(record.reason());
            }
            return new Report(
                    Report.VERSION,
                    Report.Kind.MIGRATE,
                    startedAt,
                    Instant.now(),
                    record.outcome(),
                    from.name(),
                    null,
                    List.of(record),
                    result.checks());
        }
    }

    private LiveMigration.Result move(
            MigrationRequest request,
            HypervisorLink source,
            HypervisorLink destination,
            MigrationListener listener,
            WorkSite site) {
        Supplier<LiveMigration.Result> anew =
                () -> new LiveMigration(source, destination, listener, site.abort()).run(request);
        return site.resumed()
                ? new ResumedMove(from.name(), listener, site.abort())
                        .run(
                                () -> new UnfinishedMove(source, destination, listener, site.abort()).recover(request),
                                anew)
                : anew.get();
    }
}
