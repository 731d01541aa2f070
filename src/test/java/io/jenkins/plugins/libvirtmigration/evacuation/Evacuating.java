package io.jenkins.plugins.libvirtmigration.evacuation;

import static io.jenkins.plugins.libvirtmigration.evacuation.FakeWorld.SOURCE;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationRequest.Rhythm;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Planner;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An evacuation of hosts in memory, as a test wants it. */
final class Evacuating {
    final FakeWorld world = new FakeWorld();
    final HeardEvents heard = new HeardEvents();
    final List<Report> written = new ArrayList<>();
    final AbortSignal abort = new AbortSignal();
    final FewPlaces slots = new FewPlaces(Integer.MAX_VALUE);
    Clock clock = Clock.systemUTC();
    Limits limits = Limits.DEFAULT;
    Goal goal = Goal.SPREAD;
    Optional<Bandwidth> rate = Optional.empty();
    boolean failFast;
    boolean poweredOffToo;
    Duration deadline = Duration.ofMinutes(1);
    Duration silence = Duration.ofMillis(400);

    /** To kvm-02 and kvm-03, either of which has room for all guests. */
    static Evacuating toTwoHosts() {
        Evacuating evacuating = new Evacuating();
        evacuating.world.destination("kvm-02", 64);
        evacuating.world.destination("kvm-03", 64);
        return evacuating;
    }

    Logbook logbook() {
        return new Logbook(clock, Report.Kind.EVACUATE, SOURCE, written::add);
    }

    Report run() throws InterruptedException {
        return run(logbook());
    }

    Report run(Logbook logbook) throws InterruptedException {
        Rhythm quick =
                new Rhythm(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(20), silence, Duration.ZERO);
        EvacuationRequest request =
                new EvacuationRequest(SOURCE, goal, limits, rate, deadline, failFast, 3, quick, poweredOffToo);
        PlanSource plans = PlanSource.fresh(SOURCE, new Planner(goal, limits, rate), world);
        Crew crew = new Crew(world, limits, slots, rate);
        return new Evacuation(request, world, plans, crew, logbook, heard, abort, clock).run();
    }

    static List<MigrationRecord> all(Report report, Guest guest) {
        return report.migrations().stream()
                .filter(record -> record.uuid().equals(guest.uuid().toString()))
                .toList();
    }

    static MigrationRecord last(Report report, Guest guest) {
        List<MigrationRecord> records = all(report, guest);
        return records.get(records.size() - 1);
    }

    /** What the report says of the host's being empty. */
    static Check emptiness(Report report) {
        return report.checks().stream()
                .filter(check -> check.id().equals("host-empty"))
                .findFirst()
                .orElseThrow();
    }
}
