package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.host.LoginRefusedException;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.ResolvedHost;
import io.jenkins.plugins.libvirtmigration.preparation.NamedHost;
import io.jenkins.plugins.libvirtmigration.preparation.Preparation;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest.PeerTransport;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks whether hosts are ready for live migration, and makes them so where that is asked for. */
public final class PreparationWork implements Work {
    private static final long serialVersionUID = 1;

    private final ArrayList<ResolvedHost> hosts;
    private final String storage;
    private final String transport;
    private final boolean apply;

    /**
     * @param hosts the host, and its peers
     * @param storage auto, shared or block
     * @param transport ssh or tls
     * @param apply false: not one byte is changed
     */
    public PreparationWork(List<ResolvedHost> hosts, String storage, String transport, boolean apply) {
        this.hosts = new ArrayList<>(hosts);
        this.storage = storage;
        this.transport = transport;
        this.apply = apply;
    }

    /** @throws IllegalArgumentException naming the parameter, its value and what would be right */
    public PreparationRequest request() {
        return new PreparationRequest(
                word("storage", StorageMode.class, storage),
                word("transport", PeerTransport.class, transport),
                apply,
                Optional.empty());
    }

    private static <E extends Enum<E>> E word(String name, Class<E> type, String text) {
        return Parameter.read(name, text, word -> Words.parse(type, word));
    }

    @Override
    public Report run(WorkSite site) {
        Instant startedAt = site.startedAt();
        List<Check> checks = new Preparation(request(), check -> say(check, site), site.abort()::isRequested)
                .run(hosts.stream().map(host -> named(host, site)).toList());
        boolean failed = checks.stream().anyMatch(Check::hasFailed);
        Outcome outcome = failed ? Outcome.FAILED : Outcome.SUCCEEDED;
        return new Report(
                Report.VERSION,
                Report.Kind.PREPARE,
                startedAt,
                Instant.now(),
                site.abort().isRequested() ? Outcome.ABORTED : outcome,
                hosts.get(0).name(),
                null,
                List.of(),
                checks);
    }

    private static NamedHost named(ResolvedHost host, WorkSite site) {
        return new NamedHost(host.name(), () -> logIn(host, site), host.migrationAddress());
    }

    /** A host that says no is a finding; one that says nothing could not be looked at, which may go better later. */
    private static Hypervisor logIn(ResolvedHost host, WorkSite site) {
        try {
            return new NamedHypervisor(host.name(), host.access().logIn(host.address()));
        } catch (LoginRefusedException e) {
            throw e;
        } catch (HypervisorUnreachableException e) {
            site.hostSilent(host.name() + " could not be looked at. " + e.getMessage());
            throw e;
        }
    }

    /** What is as it should be is not worth a line; the report has it. */
    private static void say(Check check, WorkSite site) {
        if (check.status() != CheckStatus.PASSED) {
            site.say(Words.of(check.status()) + ": " + check.sentence());
        }
    }
}
