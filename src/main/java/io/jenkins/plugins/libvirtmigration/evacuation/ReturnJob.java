package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots.Slot;
import io.jenkins.plugins.libvirtmigration.evacuation.world.Whereabouts;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** A return as somebody asks for it: takes the host, goes on where a killed process stopped, keeps the report. */
public final class ReturnJob {
    private final HomecomingRequest request;
    private final Whereabouts whereabouts;
    private final Mover mover;
    private final Slots slots;
    private final EvacuationListener listener;

    public ReturnJob(
            HomecomingRequest request, Whereabouts whereabouts, Mover mover, Slots slots, EvacuationListener listener) {
        this.request = request;
        this.whereabouts = whereabouts;
        this.mover = mover;
        this.slots = slots;
        this.listener = listener;
    }

    /**
     * Blocks until every guest is home, or cannot be brought there.
     *
     * @param evacuation the report of the evacuation
     * @throws IllegalArgumentException where it is the report of something else
     * @throws IllegalStateException when another process empties or refills the host
     */
    @SuppressWarnings("try") // the host is only held, not asked anything
    public Report run(Report evacuation, Optional<Path> directory, AbortSignal abort) throws InterruptedException {
        if (evacuation.kind() != Report.Kind.EVACUATE || evacuation.host() == null) {
            throw new IllegalArgumentException("That is not the report of an evacuation: only one of those says which"
                    + " guests are to be brought home.");
        }
        Optional<Slot> right = slots.takeHost(evacuation.host());
        if (right.isEmpty()) {
            throw new IllegalStateException("Another process on this machine is emptying or refilling "
                    + evacuation.host() + ". Wait for it, or end it.");
        }
        try (Slot host = right.get()) {
            Logbook logbook = logbook(evacuation.host(), directory);
            Mover home = request.replaceLeftImages() ? new HomeMover(mover, evacuation) : mover;
            Crew crew = new Crew(home, request.limits(), slots, request.totalRate());
            WaysHome ways = new WaysHome(whereabouts, logbook, listener);
            return new Homecoming(evacuation, request.deadline(), crew, ways, logbook, listener, abort).run();
        }
    }

    private Logbook logbook(String home, Optional<Path> directory) {
        Consumer<Report> store = report -> directory.ifPresent(path -> ReportFile.write(path, report));
        Optional<Report> earlier = directory
                .filter(path -> Files.exists(path.resolve(ReportFile.NAME)))
                .map(ReportFile::read);
        return earlier.map(report -> Logbook.resume(Clock.systemUTC(), Report.Kind.RETURN, home, report, store))
                .orElseGet(() -> new Logbook(Clock.systemUTC(), Report.Kind.RETURN, home, store));
    }
}
