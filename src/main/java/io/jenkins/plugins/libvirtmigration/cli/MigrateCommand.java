package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorAccess;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.migration.LiveMigration;
import io.jenkins.plugins.libvirtmigration.migration.UnfinishedMove;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Moves one guest. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Moves one running guest from a host to another, and proves where it runs afterwards.",
        footer = {
            "",
            "A rate or a time without a unit is refused. H is [user@]address[:port].",
            "Exit status: 0 moved and proven, 1 not moved, 2 the request is wrong, 3 interrupted."
        })
final class MigrateCommand implements Callable<Integer> {

    @Option(names = "--vm", required = true, paramLabel = "NAME|UUID", description = "The guest.")
    private String vm;

    @Option(names = "--from", required = true, paramLabel = "H", description = "The host where it runs.")
    private HypervisorAddress from;

    @Option(names = "--to", required = true, paramLabel = "H", description = "The host where it is to run.")
    private HypervisorAddress to;

    @Option(
            names = "--recover",
            description = "Move nothing: find out what became of a move whose client is gone, follow it if it is still"
                    + " under way, and let a guest run again that was left paused, where that is provably right: --to is"
                    + " the host that the guest was on its way to, and another one is refused.")
    private boolean recover;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.json, index.html and junit.xml there, also when the move fails.")
    private Path report;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private MigrateOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    @SuppressWarnings("try") // the interrupt is never asked anything; it only has to end with the work.
    public Integer call() {
        MigrationRequest request = options.request(vm);
        HypervisorAccess access = connection.access();
        Instant startedAt = Instant.now();
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr(), Terminal.isStandardError());
        AbortSignal abort = new AbortSignal();
        ProvisionalReport provisional = new ProvisionalReport(vm, from.name(), to.name(), startedAt);
        try (Interrupt interrupt = new Interrupt(
                        abort,
                        Interrupt.ONE_MOVE,
                        () -> Optional.ofNullable(report).ifPresent(provisional::write));
                HypervisorLink source = connection.link(access, from);
                HypervisorLink destination = connection.link(access, to)) {
            LiveMigration.Result result = recover
                    ? new UnfinishedMove(source, destination, progress, abort).recover(request)
                    : new LiveMigration(source, destination, progress, abort).run(request);
            progress.finish();
            if (report != null) {
                provisional.replace(() -> write(startedAt, result));
            }
            PrintWriter out = spec.commandLine().getOut();
            new Summary(out).print(result);
            out.flush();
            return ExitCode.of(result.record().outcome()).status();
        }
    }

    private void write(Instant startedAt, LiveMigration.Result result) {
        MigrationRecord record = result.record();
        Outcome outcome = record.outcome();
        ReportDirectory.write(
                report,
                new Report(
                        Report.VERSION,
                        Report.Kind.MIGRATE,
                        startedAt,
                        Instant.now(),
                        outcome,
                        record.source(),
                        null,
                        List.of(record),
                        result.checks()));
    }
}
