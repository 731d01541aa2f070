package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.Slots.Slot;
import io.jenkins.plugins.libvirtmigration.evacuation.World.Seen;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Planner;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
        List<Guest> guests = world.look().stream()
                .filter(one -> one.isActive() || request.poweredOffToo())
                .map(Seen::guest)
                .toList();
        return PlanSource.fresh(request.source(), planner(), world).plan(guests, List.of(), UnaryOperator.identity());
    }

    /**
     * Blocks until the host is empty or nothing more can be done.
     *
     * @param fixed a plan that is carried out exactly, or refused where the world has changed since
     * @param directory where the report is kept; a report of the same evacuation that is there is gone on with
     * @throws PlanRefusedException saying what has changed, before anything moves
     * @throws IllegalStateException when another process empties or refills the host
     */
    @SuppressWarnings("try") // the host is only held, not asked anything
    public Report run(Optional<FixedPlan> fixed, Optional<Path> directory, AbortSignal abort)
            throws InterruptedException {
        Optional<Slot> right = slots.takeHost(request.source());
        if (right.isEmpty()) {
            throw new IllegalStateException("Another process on this machine is emptying or refilling "
                    + request.source() + ". Wait for it, or end it.");
        }
        try (Slot host = right.get()) {
            PlanSource plans = fixed.map(plan -> plan.source(planner(), world))
                    .orElseGet(() -> PlanSource.fresh(request.source(), planner(), world));
            Crew crew = new Crew(mover, request.limits(), slots, request.totalRate());
            Logbook logbook = logbook(directory);
            try {
                return new Evacuation(request, world, plans, crew, logbook, listener, abort, Clock.systemUTC()).run();
            } catch (PlanRefusedException e) {
                logbook.finish(Outcome.FAILED, null);
                throw e;
            }
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
        return earlier.map(report ->
                        Logbook.resume(Clock.systemUTC(), Report.Kind.EVACUATE, request.source(), report, store))
                .orElseGet(() -> new Logbook(Clock.systemUTC(), Report.Kind.EVACUATE, request.source(), store));
    }
}
