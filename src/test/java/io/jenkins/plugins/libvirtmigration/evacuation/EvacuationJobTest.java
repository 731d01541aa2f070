package io.jenkins.plugins.libvirtmigration.evacuation;

import static io.jenkins.plugins.libvirtmigration.evacuation.FakeWorld.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationRequest.Rhythm;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.FileSlots;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an evacuation makes of a plan, and of the report that an earlier process left. */
@Timeout(60)
class EvacuationJobTest {
    private static final Rhythm QUICK = new Rhythm(
            Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofHours(1), Duration.ZERO);

    private final FakeWorld world = new FakeWorld();
    private final EvacuationListener silent = new EvacuationListener() {
        @Override
        public void event(String sentence) {
            assertThat(sentence).isNotBlank();
        }

        @Override
        public void planned(Plan plan) {
            assertThat(plan).isNotNull();
        }
    };

    @TempDir
    private Path directory;

    @BeforeEach
    void destination() {
        world.destination("kvm-02", 64);
    }

    private EvacuationJob job() {
        EvacuationRequest request = new EvacuationRequest(
                SOURCE, Goal.SPREAD, Limits.DEFAULT, Optional.empty(), Duration.ofMinutes(1), false, 3, QUICK);
        return new EvacuationJob(
                request, world, world, new FileSlots(directory.resolve("slots"), Limits.DEFAULT), silent);
    }

    private Report evacuate(Optional<FixedPlan> plan) throws InterruptedException {
        return job().run(plan, Optional.of(directory.resolve("report")), new AbortSignal());
    }

    private FixedPlan approved() {
        return PlanFile.parse(PlanFile.json(job().plan()), "the plan");
    }

    /** A process began to carry it out, moved the one, began to move the other, and was killed. */
    private void killed(Guest moved, Guest begun) {
        Logbook logbook = new Logbook(
                Clock.systemUTC(),
                Report.Kind.EVACUATE,
                SOURCE,
                report -> ReportFile.write(directory.resolve("report"), report));
        logbook.ended(FakeWorld.record(move(moved), Outcome.SUCCEEDED, null, "kvm-02", Instant.now()), List.of());
        world.runsOn.put(moved.uuid(), "kvm-02");
        logbook.began(move(begun));
    }

    private static PlannedMove move(Guest guest) {
        return new PlannedMove(guest, SOURCE, "kvm-02", Route.OPEN, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void aPlanGoesOnAfterAKillWithWhatIsLeftOfIt() throws InterruptedException {
        Guest moved = world.guest("moved");
        Guest begun = world.guest("begun");
        Guest left = world.guest("left");
        FixedPlan plan = approved();
        killed(moved, begun);
        world.runsOn.put(begun.uuid(), "kvm-02");

        Report report = evacuate(Optional.of(plan));

        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(world.begun).containsExactly("recover begun", "left>kvm-02");
        assertThat(report.migrations())
                .extracting(MigrationRecord::vm)
                .containsExactlyInAnyOrder("moved", "begun", "left");
        assertThat(world.runsOn.get(left.uuid())).isEqualTo("kvm-02");
    }

    @Test
    void aMoveOfThePlanThatDiedWithItsProcessIsMadeAgain() throws InterruptedException {
        Guest moved = world.guest("moved");
        Guest begun = world.guest("begun");
        FixedPlan plan = approved();
        killed(moved, begun);

        Report report = evacuate(Optional.of(plan));

        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(world.begun).containsExactly("recover begun", "begun>kvm-02");
    }

    @Test
    void whyAPlanIsRefusedIsInTheReport() {
        Guest web = world.guest("web");
        FixedPlan plan = approved();
        world.put(web.withStrategy(Strategy.COLD));
        world.guest("new");

        assertThatThrownBy(() -> evacuate(Optional.of(plan)))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("new has come to kvm-01");

        Report report = ReportFile.read(directory.resolve("report"));
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.finishedAt()).isNotNull();
        assertThat(report.checks())
                .allMatch(Check::hasFailed)
                .extracting(Check::found)
                .containsExactlyInAnyOrder(
                        "web: its strategy is cold, and in the plan that is carried out it is migrate",
                        "new has come to kvm-01");
        assertThat(world.begun).isEmpty();
    }

    @Test
    void anEvacuationThatIsOverIsNotGoneOnWith() throws InterruptedException {
        Guest web = world.guest("web");
        evacuate(Optional.empty());
        Report first = ReportFile.read(directory.resolve("report"));
        world.runsOn.put(web.uuid(), SOURCE);

        assertThatThrownBy(() -> evacuate(Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a directory of its own");

        assertThat(ReportFile.read(directory.resolve("report"))).isEqualTo(first);
    }

    @Test
    void whoAsksAgainWhileTheHostIsEmptyIsToldSo() throws InterruptedException {
        world.guest("web");
        evacuate(Optional.empty());

        Report again = evacuate(Optional.empty());

        assertThat(again.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(again.migrations()).hasSize(1);
        assertThat(world.begun).containsExactly("web>kvm-02");
    }
}
