package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.evacuation.LiveMover;
import io.jenkins.plugins.libvirtmigration.evacuation.ReturnJob;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.world.LibvirtWhereabouts;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings the guests of an evacuation home. */
@Command(
        name = "return",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Brings the guests of an evacuation home, the last moved first, and proves where each runs.",
        footer = {
            "",
            "A guest that is gone, or that somebody has moved since, is left alone and named.",
            "Exit status: 0 all are home, 1 not all, 2 the request is wrong, 3 interrupted."
        })
final class ReturnCommand implements Callable<Integer> {

    @Option(
            names = "--evacuation",
            required = true,
            paramLabel = "FILE",
            description = "report.json of the evacuation, or the directory that has it.")
    private Path evacuation;

    @Option(
            names = "--replace-left-images",
            description =
                    "A guest whose disks were copied away comes home onto its old images: each is written over by the"
                            + " copy back, where it is proven to be the one that the evacuation left, and nobody uses it. When the"
                            + " guest is home, the copies elsewhere are removed. Default: refuse such a guest.")
    private boolean replaceLeftImages;

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "A host of the evacuation with the user that it wants, as [user@]address[:port]: its report"
                    + " has no users. Repeatable; the others are reached as --user.")
    private List<HypervisorAddress> hosts = List.of();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.json, index.html and junit.xml there, the first at each step anew. Not the"
                    + " evacuation's directory.")
    private Path report;

    @Mixin
    private FleetOptions fleet;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private MigrateOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    @SuppressWarnings("try") // the interrupt is never asked anything; it only has to end with the work.
    public Integer call() throws InterruptedException {
        Report earlier = ReportFile.read(evacuation);
        List<HypervisorAddress> named = addresses(earlier);
        FleetProgress progress = new FleetProgress(spec.commandLine().getErr());
        AbortSignal abort = new AbortSignal();
        try (Interrupt interrupt = new Interrupt(abort, Interrupt.MANY_MOVES);
                Hosts links = new Hosts(connection, connection.access(), named)) {
            LiveMover mover =
                    new LiveMover(links.all(), this::move, guest -> progress.of(guest.name()), fleet.shutdownTimeout());
            Report done = new ReturnJob(
                            fleet.home(replaceLeftImages),
                            new LibvirtWhereabouts(links.all()),
                            mover,
                            fleet.slots(links),
                            progress)
                    .run(earlier, Optional.ofNullable(report), abort);
            if (report != null) {
                ReportDirectory.write(report, done);
            }
            PrintWriter out = spec.commandLine().getOut();
            new FleetSummary(out).print(done);
            out.flush();
            return ExitCode.of(done.outcome()).status();
        } catch (IllegalStateException e) {
            spec.commandLine().getErr().println(Printable.text(e.getMessage()));
            return ExitCode.NOT_DONE.status();
        }
    }

    /**
     * The report's names are addresses, and are read as strictly as those of the command line. It does not say with which
     * user a host was reached: that comes from the command line again.
     */
    private List<HypervisorAddress> addresses(Report earlier) {
        List<String> names = earlier.hosts();
        hosts.stream().filter(host -> !names.contains(host.name())).findFirst().ifPresent(host -> {
            throw new IllegalArgumentException("--host " + host.name()
                    + " is not in the report of the evacuation, which" + " names " + String.join(", ", names) + ".");
        });
        return names.stream().map(this::address).toList();
    }

    private HypervisorAddress address(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseGet(() -> HypervisorAddress.ofName(name));
    }

    private MigrationRequest move(Guest guest) {
        return options.request(guest.name()).withVm(guest.uuid().toString());
    }
}
