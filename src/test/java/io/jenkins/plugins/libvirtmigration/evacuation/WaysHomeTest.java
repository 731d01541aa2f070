package io.jenkins.plugins.libvirtmigration.evacuation;

import static io.jenkins.plugins.libvirtmigration.evacuation.FakeWorld.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaysHomeTest {
    private final FakeWorld world = new FakeWorld();
    private final HeardEvents heard = new HeardEvents();
    private final Logbook logbook = new Logbook(Clock.systemUTC(), Report.Kind.RETURN, SOURCE, report -> {});
    private final WaysHome ways = new WaysHome(world, logbook, heard);
    private final Guest guest = world.guest("web-1");

    private List<PlannedMove> ways(Outcome outcome, String runsOn) {
        PlannedMove move = new PlannedMove(guest, SOURCE, "kvm-02", Route.OPEN, Duration.ZERO, Duration.ZERO);
        MigrationRecord record = FakeWorld.record(move, outcome, null, runsOn, Instant.now());
        return ways.lastFirst(new Report(
                Report.VERSION,
                Report.Kind.EVACUATE,
                Instant.EPOCH,
                Instant.EPOCH,
                Outcome.FAILED,
                SOURCE,
                null,
                List.of(record),
                List.of()));
    }

    private MigrationRecord noted() {
        assertThat(logbook.records()).hasSize(1);
        return logbook.records().get(0);
    }

    @Test
    void whoRunsWhereItWasBroughtComesHome() {
        world.runsOn.put(guest.uuid(), "kvm-02");

        assertThat(ways(Outcome.SUCCEEDED, "kvm-02"))
                .singleElement()
                .satisfies(move -> assertThat(move.destination()).isEqualTo(SOURCE));
        assertThat(logbook.records()).isEmpty();
    }

    /** Both links were gone in the middle of the switch-over: it is at home, and stands still. */
    @Test
    void onePausedAtHomeIsNotTakenForHome() {
        world.paused.add(guest.uuid());

        assertThat(ways(Outcome.FAILED, null)).isEmpty();

        assertThat(noted().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(noted().runsOn()).isNull();
        assertThat(noted().reason())
                .contains("paused on kvm-01", "--recover --vm " + guest.uuid() + " --from kvm-01 --to kvm-02");
    }

    /** Another move has left it there: where it runs now is not known. */
    @Test
    void norIsOneWhoseMoveAwayWasProven() {
        world.paused.add(guest.uuid());

        assertThat(ways(Outcome.SUCCEEDED, "kvm-02")).isEmpty();

        assertThat(noted().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(noted().reason()).contains("see whether another host runs it");
    }

    @Test
    void oneThatRunsAtHomeIsAtHome() {
        assertThat(ways(Outcome.SUCCEEDED, "kvm-02")).isEmpty();

        assertThat(noted().outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(noted().runsOn()).isEqualTo(SOURCE);
    }

    private boolean needsNoStart() {
        PlannedMove start = new PlannedMove(guest, SOURCE, SOURCE, Route.OPEN, Duration.ZERO, Duration.ZERO);
        return ways.runs(start, List.of(SOURCE, "kvm-02"));
    }

    @Test
    void oneThatWasAskedToShutDownAndNeverDidNeedsNoStart() {
        assertThat(needsNoStart()).isTrue();
        assertThat(noted().reason()).isEqualTo("It runs on kvm-01 already.");
        assertThat(noted().runsOn()).isEqualTo(SOURCE);
    }

    @Test
    void oneThatIsOffIsStarted() {
        world.off.add(guest.uuid());

        assertThat(needsNoStart()).isFalse();
        assertThat(logbook.records()).isEmpty();
    }

    /** Somebody has given its definition to another host: it must not run twice. */
    @Test
    void oneThatWasStartedElsewhereIsLeftThere() {
        world.runsOn.put(guest.uuid(), "kvm-02");

        assertThat(needsNoStart()).isTrue();
        assertThat(noted().outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(noted().runsOn()).isEqualTo("kvm-02");
    }
}
