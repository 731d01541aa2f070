package io.jenkins.plugins.libvirtmigration.preparation;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks at every host and at every pair of hosts both ways, and mends what can be mended where that was asked for. What
 * cannot be looked at is a warning and stops nothing.
 */
public final class Preparation {
    /**
     * How long what is under way may go on after a cancellation: at worst a daemon's configuration is tried (60 s), the
     * daemon restarted (60 s), waited for (50 s), what was wanted waited for (50 s), the old configuration put back (30
     * s), and the daemon restarted and waited for again; with a few questions in between. A firewall's rule takes less: its
     * listener is waited for 30 s, and connected to three times.
     */
    public static final Duration LONGEST_ACTION = Duration.ofMinutes(7);

    static final String LOGIN = "ssh-login";

    private final PreparationRequest request;
    private final Consumer<Check> progress;
    private final BooleanSupplier cancelled;
    private final List<HostExamination> ofHosts;
    private final List<PairExamination> ofPairs;
    private final List<HostExamination> last;

    /**
     * @param progress is told each check when it is made
     * @param cancelled asked between checks: what is under way is finished, nothing more is begun
     */
    public Preparation(PreparationRequest request, Consumer<Check> progress, BooleanSupplier cancelled) {
        this(request, progress, cancelled, Catalogue.ofHosts(), Catalogue.ofPairs(), Catalogue.last());
    }

    Preparation(
            PreparationRequest request,
            Consumer<Check> progress,
            BooleanSupplier cancelled,
            List<HostExamination> ofHosts,
            List<PairExamination> ofPairs,
            List<HostExamination> last) {
        this.last = last;
        this.request = request;
        this.progress = progress;
        this.cancelled = cancelled;
        this.ofHosts = ofHosts;
        this.ofPairs = ofPairs;
    }

    /**
     * @param named the host, and its peers
     * @return every check, in the order in which they were made
     * @throws IllegalArgumentException where two of them are one and the same address
     */
    public List<Check> run(List<NamedHost> named) {
        requireDistinct(named.stream().map(NamedHost::name).toList());
        List<Check> checks = new ArrayList<>();
        List<Hypervisor> reached = new ArrayList<>();
        List<ExaminedHost> hosts = new ArrayList<>();
        List<String> unreached = new ArrayList<>();
        try {
            for (NamedHost one : named) {
                try {
                    Hypervisor hypervisor = one.login().get();
                    reached.add(hypervisor);
                    hosts.add(new ExaminedHost(hypervisor, one.migrationAddress()));
                } catch (HypervisorUnreachableException e) {
                    unreached.add(one.name());
                    made(
                            Check.failed(
                                    one.name(),
                                    null,
                                    LOGIN,
                                    e.getMessage(),
                                    "a login over SSH",
                                    "Mend it, and run again."),
                            checks);
                }
            }
            requireDistinct(hosts.stream().map(ExaminedHost::name).toList());
            examine(new Surroundings(request, hosts, unreached), checks);
        } finally {
            hosts.forEach(ExaminedHost::close);
            reached.forEach(Hypervisor::close);
        }
        return List.copyOf(checks);
    }

    private void examine(Surroundings around, List<Check> checks) {
        List<ExaminedHost> hosts = around.hosts();
        Settlement settlement = new Settlement(request.apply(), hosts, cancelled);
        ofHosts.forEach(examination -> ofEach(examination, around, settlement, checks));
        for (PairExamination examination : ofPairs) {
            for (ExaminedHost from : hosts) {
                for (ExaminedHost to : around.peersOf(from)) {
                    settle(
                            settlement,
                            Subject.of(from, to, examination.id()),
                            () -> examination.examine(from, to, around),
                            checks);
                }
            }
        }
        last.forEach(examination -> ofEach(examination, around, settlement, checks));
        for (ExaminedHost host : hosts) {
            settle(settlement, Subject.of(host, Rights.ID), () -> Rights.of(host), checks);
        }
    }

    private void ofEach(HostExamination examination, Surroundings around, Settlement settlement, List<Check> checks) {
        for (ExaminedHost host : around.hosts()) {
            settle(settlement, Subject.of(host, examination.id()), () -> examination.examine(host, around), checks);
        }
    }

    private void settle(Settlement settlement, Subject subject, Settlement.Look look, List<Check> checks) {
        if (cancelled.getAsBoolean()) {
            return;
        }
        for (Finding finding : settlement.settle(subject, look)) {
            made(finding.check(), checks);
        }
    }

    private void made(Check check, List<Check> checks) {
        checks.add(check);
        progress.accept(check);
    }

    private static void requireDistinct(List<String> names) {
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException(
                    "A host is named twice: " + String.join(", ", names) + ". Name the host once, and each peer once.");
        }
    }
}
