package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.ResolvedHost;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.migration.LiveMigration;
import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.migration.UnfinishedMove;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import java.time.Instant;
import java.util.List;

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
        Instant startedAt = Instant.now();
        MigrationRequest request = options.request(vm, probe, to.migrationAddress());
        MigrationListener listener = site.guest(vm, null, to.name());
        try (HostLinks hosts = new HostLinks(List.of(from, to))) {
            LiveMigration.Result result =
                    move(request, hosts.get(from.name()), hosts.get(to.name()), listener, site.abort(), site.resumed());
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

    /** Begun before, it is first asked what became of that; only a guest that did not move is moved again. */
    private LiveMigration.Result move(
            MigrationRequest request,
            HypervisorLink source,
            HypervisorLink destination,
            MigrationListener listener,
            AbortSignal abort,
            boolean resumed) {
        if (resumed) {
            LiveMigration.Result found = new UnfinishedMove(source, destination, listener, abort).recover(request);
            MigrationRecord record = found.record();
            boolean stayed =
                    record.outcome() == Outcome.SUCCEEDED && from.name().equals(record.runsOn());
            if (!stayed || abort.isRequested()) {
                return found;
            }
            listener.event("It runs on " + from.name() + " still, so it is moved now.");
        }
        return new LiveMigration(source, destination, listener, abort).run(request);
    }
}
