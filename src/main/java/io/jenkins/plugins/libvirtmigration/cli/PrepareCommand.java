package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorAccess;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.preparation.NamedHost;
import io.jenkins.plugins.libvirtmigration.preparation.Preparation;
import io.jenkins.plugins.libvirtmigration.preparation.certificate.CertificateAuthority;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest.PeerTransport;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks whether hosts are ready for live migration among each other, and makes them so where that is asked for. */
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Checks a host and its peers for live migration, each pair both ways. Without --apply nothing on any"
                        + " host changes, not one byte.",
        footer = {"", "Exit status: 0 no check failed, 1 one did, 2 the request is wrong, 3 interrupted."})
final class PrepareCommand implements Callable<Integer> {
    @Option(names = "--host", required = true, paramLabel = "H", description = "The host.")
    private HypervisorAddress host;

    @Option(names = "--peer", paramLabel = "H", description = "A host that guests are moved to and from. Repeatable.")
    private List<HypervisorAddress> peers = List.of();

    @Option(
            names = "--apply",
            description =
                    "Do what is missing and safe to do, on the host and on its peers: with the old files kept, tried"
                            + " before it counts, taken back if it fails.")
    private boolean apply;

    @Option(
            names = "--storage",
            paramLabel = "MODE",
            defaultValue = "auto",
            description =
                    "shared: image directories must be shared. block: disks are copied. auto: either, each as it is."
                            + " Default: auto.")
    private StorageMode storage;

    @Option(
            names = "--transport",
            paramLabel = "ssh|tls",
            defaultValue = "ssh",
            description = "How one host's libvirt reaches the other's for a peer-to-peer move. Default: ssh.")
    private PeerTransport transport;

    @Option(
            names = "--ca-certificate",
            paramLabel = "FILE",
            description = "Your certificate authority, to make certificates with for --transport tls --apply.")
    private Path authorityCertificate;

    @Option(
            names = "--ca-key",
            paramLabel = "FILE",
            description = "Its private key. It stays in this process; each host makes a key of its own.")
    private Path authorityKey;

    @Option(names = "--report", paramLabel = "DIR", description = "Write the report there.")
    private Path report;

    @Mixin
    private ConnectionOptions connection;

    @Spec
    private CommandSpec spec;

    @Override
    @SuppressWarnings("try") // the interrupt is never asked anything; it only has to end with the work.
    public Integer call() {
        PreparationRequest request = new PreparationRequest(storage, transport, apply, authority());
        List<HypervisorAddress> addresses = addresses();
        requireReportDirectory();
        HypervisorAccess access = connection.access();
        Instant startedAt = Instant.now();
        PrepareSummary summary = new PrepareSummary(
                spec.commandLine().getErr(), spec.commandLine().getOut());
        AbortSignal abort = new AbortSignal();
        try (Interrupt interrupt = new Interrupt(abort, Preparation.LONGEST_ACTION, summary::interrupted)) {
            List<Check> checks = new Preparation(request, summary::made, abort::isRequested)
                    .run(addresses.stream()
                            .map(address -> named(access, address))
                            .toList());
            Outcome outcome = outcome(checks, abort);
            if (report != null) {
                write(startedAt, outcome, checks);
            }
            summary.print(checks, apply);
            return ExitCode.of(outcome).status();
        }
    }

    private static NamedHost named(HypervisorAccess access, HypervisorAddress address) {
        return new NamedHost(address.name(), () -> access.logIn(address), Optional.empty());
    }

    private List<HypervisorAddress> addresses() {
        List<HypervisorAddress> all = new ArrayList<>(List.of(host));
        all.addAll(peers);
        if (all.stream().map(HypervisorAddress::name).distinct().count() != all.size()) {
            throw new IllegalArgumentException("--host and --peer name a host twice. Name each once.");
        }
        return all;
    }

    /** Known before a host is changed, not when all is done and cannot be told. */
    private void requireReportDirectory() {
        if (report == null) {
            return;
        }
        try {
            Files.createDirectories(report);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--report " + report + " cannot be made: something on the way to it is no directory, or not yours.",
                    e);
        }
        if (!Files.isWritable(report)) {
            throw new IllegalArgumentException("--report " + report + " cannot be written to. Name another directory.");
        }
    }

    private Optional<CertificateAuthority> authority() {
        if ((authorityCertificate == null) != (authorityKey == null)) {
            throw new IllegalArgumentException("--ca-certificate and --ca-key belong together: give both or neither.");
        }
        if (authorityCertificate == null) {
            return Optional.empty();
        }
        if (transport != PeerTransport.TLS) {
            throw new IllegalArgumentException(
                    "--ca-certificate is for --transport tls: give that too, or leave it out.");
        }
        return Optional.of(CertificateAuthority.load(authorityCertificate, authorityKey));
    }

    private static Outcome outcome(List<Check> checks, AbortSignal abort) {
        if (abort.isRequested()) {
            return Outcome.ABORTED;
        }
        return checks.stream().anyMatch(Check::hasFailed) ? Outcome.FAILED : Outcome.SUCCEEDED;
    }

    private void write(Instant startedAt, Outcome outcome, List<Check> checks) {
        ReportDirectory.write(
                report,
                new Report(
                        Report.VERSION,
                        Report.Kind.PREPARE,
                        startedAt,
                        Instant.now(),
                        outcome,
                        host.name(),
                        null,
                        List.of(),
                        checks));
    }
}
