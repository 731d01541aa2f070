package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.evacuation.Drill;
import io.jenkins.plugins.libvirtmigration.evacuation.DrillRequest;
import io.jenkins.plugins.libvirtmigration.evacuation.DrillResult;
import io.jenkins.plugins.libvirtmigration.evacuation.LiveMover;
import io.jenkins.plugins.libvirtmigration.evacuation.ReturnJob;
import io.jenkins.plugins.libvirtmigration.evacuation.Thresholds;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.world.LibvirtWhereabouts;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Empties a host and refills it, to see whether that works. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Moves every running guest off a host, proves that it is empty, brings them home, and proves that"
                + " too.",
        footer = {
            "",
            "Guests that were moved are brought home even where others could not be moved; after an interrupt they stay.",
            "Exit status: 0 there and back within the thresholds, 1 not, 2 the request is wrong, 3 interrupted."
        })
final class DrillCommand implements Callable<Integer> {

    @Mixin
    private EvacuationOptions evacuation;

    @Option(
            names = "--max-probe-gap",
            paramLabel = "TIME",
            description = "Fail if a guest with a --probe was silent for longer at a stretch.")
    private Duration maxProbeGap;

    @Option(
            names = "--max-measured-downtime",
            paramLabel = "TIME",
            description =
                    "Fail if libvirt measured a longer pause of a guest at a switch-over. Not --max-downtime, which"
                            + " is what the hypervisor is asked to keep to.")
    private Duration maxMeasuredDowntime;

    @Option(names = "--max-duration", paramLabel = "TIME", description = "Fail if the whole drill took longer.")
    private Duration maxDuration;

    @Option(
            names = "--replace-left-images",
            description =
                    "A guest whose disks were copied away comes home onto its old images: each is written over by the"
                            + " copy back, where it is proven to be the one that the evacuation left, and nobody uses it. When the"
                            + " guest is home, the copies elsewhere are removed. Default: refuse a drill that would copy disks.")
    private boolean replaceLeftImages;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.json, index.html and junit.xml there, and the reports of the halves into"
                    + " DIR/evacuation and DIR/return. A new directory for each drill.")
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
        evacuation.request(fleet);
        DrillRequest request = new DrillRequest(
                evacuation.host().name(), thresholds(), Optional.ofNullable(report), replaceLeftImages);
        FleetProgress progress = new FleetProgress(spec.commandLine().getErr());
        AbortSignal abort = new AbortSignal();
        try (Interrupt interrupt = new Interrupt(abort, Interrupt.MANY_MOVES);
                Hosts hosts = new Hosts(connection, connection.access(), evacuation.addresses())) {
            return run(request, hosts, progress, abort);
        } catch (IllegalStateException e) {
            spec.commandLine().getErr().println(Printable.text(e.getMessage()));
            return ExitCode.NOT_DONE.status();
        }
    }

    /** A threshold that nothing is measured for would be kept by every drill. */
    private Thresholds thresholds() {
        if (maxProbeGap != null && !options.probes()) {
            throw new IllegalArgumentException(
                    "--max-probe-gap is given, but no guest is probed: give --probe VM=ADDRESS for each that matters.");
        }
        return new Thresholds(
                Optional.ofNullable(maxProbeGap),
                Optional.ofNullable(maxMeasuredDowntime),
                Optional.ofNullable(maxDuration));
    }

    private int run(DrillRequest request, Hosts hosts, FleetProgress progress, AbortSignal abort)
            throws InterruptedException {
        LiveMover mover =
                new LiveMover(hosts.all(), this::move, guest -> progress.of(guest.name()), fleet.shutdownTimeout());
        LibvirtWhereabouts whereabouts = new LibvirtWhereabouts(hosts.all());
        ReturnJob home = new ReturnJob(
                fleet.home(request.replaceLeftImages()), whereabouts, mover, fleet.slots(hosts), progress);
        DrillResult result = new Drill(
                        evacuation.job(fleet, hosts, this::move, mover, progress, abort),
                        home,
                        whereabouts,
                        progress,
                        Clock.systemUTC())
                .run(request, abort);
        request.directory().ifPresent(path -> write(path, request.thresholds(), result));
        PrintWriter out = spec.commandLine().getOut();
        new FleetSummary(out).print(result);
        out.flush();
        return ExitCode.of(result.whole().outcome()).status();
    }

    private static void write(Path directory, Thresholds thresholds, DrillResult result) {
        ReportDirectory.writeHalf(directory.resolve(DrillRequest.EVACUATION), result.evacuation());
        result.home().ifPresent(report -> ReportDirectory.writeHalf(directory.resolve(DrillRequest.RETURN), report));
        ReportDirectory.write(directory, result.whole(), thresholds::complaint);
    }

    private MigrationRequest move(Guest guest) {
        return options.request(guest.name()).withVm(guest.uuid().toString());
    }
}
