package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Planner;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots.Slot;
import io.jenkins.plugins.libvirtmigration.evacuation.world.World;
import io.jenkins.plugins.libvirtmigration.evacuation.world.World.Seen;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An evacuation as somebody asks for it: takes the host, goes on where a killed process stopped, keeps the report. */
public final class EvacuationJob {
    private final EvacuationRequest request;
    private final World world;
    private final Mover mover;
    private final Slots slots;
    private final EvacuationListener listener;

    public EvacuationJob(
            EvacuationRequest request, World world, Mover mover, Slots slots, EvacuationListener listener) {
        this.request = request;
        this.world = world;
        this.mover = mover;
        this.slots = slots;
        this.listener = listener;
    }

    /** The plan as it would be now; nothing moves. */
    public Plan plan() {
        world.approach();
        List<Guest> guests = world.look().stream()
                .filter(one -> one.isActive() || request.poweredOffToo())
                .map(Seen::guest)
                .toList();
        return PlanSource.fresh(request.source(), planner(), world)
                .plan(guests, PlanSource.Meanwhile.NOTHING, UnaryOperator.identity());
    }

    /**
     * Blocks until the host is empty or nothing more can be done.
     *
     * @param fixed a plan that is carried out exactly, or refused where the world has changed since
     * @param directory where the report is kept; a report of the same evacuation that is there is gone on with
     * @throws PlanRefusedException saying what has changed, before anything moves; the report says it too
     * @throws IllegalArgumentException where the directory has the report of something else, or of an evacuation that is over
     * @throws IllegalStateException when another process empties or refills the host
     */
    @SuppressWarnings("try") // the host is only held, not asked anything
    public Report run(Optional<FixedPlan> fixed, Optional<Path> directory, AbortSignal abort)
            throws InterruptedException {
        world.approach();
        directory.ifPresent(path -> CompletableFuture.runAsync(ReportFile::getReady));
        Optional<Slot> right = slots.takeHost(request.source());
        if (right.isEmpty()) {
            throw new IllegalStateException("Another process on this machine is emptying or refilling "
                    + request.source() + ". Wait for it, or end it.");
        }
        try (Slot host = right.get()) {
            Logbook logbook = logbook(directory);
            PlanSource plans = fixed.map(plan -> plan.source(planner(), world, logbook::hasDone))
                    .orElseGet(() -> PlanSource.fresh(request.source(), planner(), world));
            Crew crew = new Crew(mover, request.limits(), slots, request.totalRate());
            return new Evacuation(request, world, plans, crew, logbook, listener, abort, Clock.systemUTC()).run();
        }
    }

    private Planner planner() {
        return new Planner(request.goal(), request.limits(), request.totalRate());
    }

    private Logbook logbook(Optional<Path> directory) {
        Consumer<Report> store = report -> directory.ifPresent(path -> ReportFile.write(path, report));
        Optional<Report> earlier = directory
                .filter(path -> Files.exists(path.resolve(ReportFile.NAME)))
                .map(ReportFile::read);
        earlier.filter(report -> report.outcome() == Outcome.SUCCEEDED && isOccupied())
                .ifPresent(report -> {
                    throw new IllegalArgumentException("The report directory holds an evacuation of " + report.host()
                            + " that is over and succeeded, and the host has guests again: give each evacuation a"
                            + " directory of its own.");
                });
        return earlier.map(report ->
                        Logbook.resume(Clock.systemUTC(), Report.Kind.EVACUATE, request.source(), report, store))
                .orElseGet(() -> new Logbook(Clock.systemUTC(), Report.Kind.EVACUATE, request.source(), store));
    }

    private boolean isOccupied() {
        try {
            return world.look().stream().anyMatch(Seen::isActive);
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            // Then nothing is known of it, which the evacuation itself says.
            return false;
        }
    }
}
