package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationJob;
import io.jenkins.plugins.libvirtmigration.evacuation.FixedPlan;
import io.jenkins.plugins.libvirtmigration.evacuation.LiveMover;
import io.jenkins.plugins.libvirtmigration.evacuation.PlanFile;
import io.jenkins.plugins.libvirtmigration.evacuation.PlanRefusedException;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Empties a host. */
@Command(
        name = "evacuate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Moves every running guest off a host, and proves that the host is empty.",
        footer = {
            "",
            "Killed and started again with the same --report, it goes on where the hosts are.",
            "Exit status: 0 empty and proven, 1 not empty or not all moved, 2 the request is wrong, 3 interrupted."
        })
final class EvacuateCommand implements Callable<Integer> {

    @Mixin
    private EvacuationOptions evacuation;

    @Option(
            names = "--dry-run",
            description = "Move nothing: print the plan, and with --report write plan.json with every reason why not.")
    private boolean dryRun;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Carry out exactly this plan (plan.json of a dry run), or refuse and say what has changed.")
    private Path plan;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.json, index.html and junit.xml there, the first at each step anew.")
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
        HypervisorAddress host = evacuation.host();
        evacuation.request(fleet);
        if (dryRun && plan != null) {
            throw new IllegalArgumentException("--dry-run makes a plan, and --plan carries one out: give one of them.");
        }
        Optional<FixedPlan> fixed = Optional.ofNullable(plan).map(PlanFile::read);
        fixed.filter(read -> !read.host().equals(host.name())).ifPresent(read -> {
            throw new IllegalArgumentException(
                    "--plan " + plan + " is for " + read.host() + ", not " + host.name() + ".");
        });
        FleetProgress progress = new FleetProgress(spec.commandLine().getErr());
        AbortSignal abort = new AbortSignal();
        try (Interrupt interrupt = new Interrupt(abort, Interrupt.MANY_MOVES);
                Hosts hosts = new Hosts(connection, connection.access(), evacuation.addresses())) {
            LiveMover mover =
                    new LiveMover(hosts.all(), this::move, guest -> progress.of(guest.name()), fleet.shutdownTimeout());
            EvacuationJob job = evacuation.job(fleet, hosts, this::move, mover, progress, abort);
            return dryRun ? planOnly(job) : run(job, fixed, abort);
        }
    }

    /** By UUID, since a name may look like another guest's UUID; the probes are given by name. */
    private MigrationRequest move(Guest guest) {
        return options.request(guest.name()).withVm(guest.uuid().toString());
    }

    private int planOnly(EvacuationJob job) {
        Plan made = job.plan();
        if (report != null) {
            PlanFile.write(report, made);
        }
        PrintWriter out = spec.commandLine().getOut();
        new FleetSummary(out).print(made);
        out.flush();
        return (made.isComplete() ? ExitCode.DONE : ExitCode.NOT_DONE).status();
    }

    private int run(EvacuationJob job, Optional<FixedPlan> fixed, AbortSignal abort) throws InterruptedException {
        try {
            Report done = job.run(fixed, Optional.ofNullable(report), abort);
            if (report != null) {
                ReportDirectory.write(report, done);
            }
            PrintWriter out = spec.commandLine().getOut();
            new FleetSummary(out).print(done);
            out.flush();
            return ExitCode.of(done.outcome()).status();
        } catch (PlanRefusedException e) {
            if (report != null) {
                ReportDirectory.write(report, ReportFile.read(report));
            }
            return notDone(e);
        } catch (IllegalStateException e) {
            return notDone(e);
        }
    }

    private int notDone(RuntimeException why) {
        spec.commandLine().getErr().println(Printable.text(why.getMessage()));
        return ExitCode.NOT_DONE.status();
    }
}
