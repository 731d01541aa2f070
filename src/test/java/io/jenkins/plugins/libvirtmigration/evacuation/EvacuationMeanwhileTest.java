package io.jenkins.plugins.libvirtmigration.evacuation;

import static io.jenkins.plugins.libvirtmigration.evacuation.Evacuating.emptiness;
import static io.jenkins.plugins.libvirtmigration.evacuation.Evacuating.last;
import static io.jenkins.plugins.libvirtmigration.evacuation.FakeWorld.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to a host and its guests while it is evacuated, without the evacuation doing it. */
@Timeout(60)
class EvacuationMeanwhileTest {
    private final Evacuating evacuating = Evacuating.toTwoHosts();
    private final FakeWorld world = evacuating.world;
    private final List<String> events = evacuating.heard.sentences;

    @Test
    void aGuestThatIsStartedMeanwhileIsMovedToo() throws InterruptedException {
        world.guest("early");
        world.moves.put("early>kvm-02", (move, signal) -> {
            world.guest("late");
            Thread.sleep(30);
            return null;
        });

        Report report = evacuating.run();

        assertThat(report.empty()).isTrue();
        assertThat(report.migrations()).extracting(MigrationRecord::vm).containsExactlyInAnyOrder("early", "late");
        assertThat(events).anyMatch(event -> event.contains("late was started on kvm-01 meanwhile"));
    }

    @Test
    void aGuestThatSomebodyElseMovedIsNotFoughtOver() throws InterruptedException {
        evacuating.limits = new Limits(1, 1, 1, 1);
        world.guest("a-first");
        Guest taken = world.guest("taken");
        world.moves.put("a-first>kvm-02", (move, signal) -> {
            synchronized (world) {
                world.runsOn.put(taken.uuid(), "kvm-09");
            }
            Thread.sleep(30);
            return null;
        });

        Report report = evacuating.run();

        assertThat(world.begun).containsExactly("a-first>kvm-02");
        assertThat(last(report, taken).outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(last(report, taken).reason()).contains("somebody else moved or stopped it");
        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void aGuestThatSomebodyBringsBackStays() throws InterruptedException {
        evacuating.limits = new Limits(1, 1, 1, 1);
        Guest back = world.guest("a-back");
        world.guest("b-next");
        world.moves.put("b-next>kvm-03", (move, signal) -> {
            synchronized (world) {
                world.runsOn.put(back.uuid(), SOURCE);
            }
            Thread.sleep(30);
            return null;
        });

        Report report = evacuating.run();

        assertThat(world.begun.stream().filter(move -> move.startsWith("a-back")))
                .hasSize(1);
        assertThat(report.empty()).isFalse();
        assertThat(last(report, back).reason()).contains("somebody brought it back");
    }

    @Test
    void anotherClientsMigrationIsWaitedFor() throws InterruptedException {
        Guest busy = world.guest("busy");
        world.jobs.add(busy.uuid());
        world.meanwhile = look -> {
            if (look == 4) {
                assertThat(world.begun).isEmpty();
                world.jobs.clear();
            }
        };

        assertThat(evacuating.run().empty()).isTrue();
        assertThat(events).anyMatch(event -> event.contains("somebody else's migration"));
    }

    @Test
    void aGuestThatIsJustBeingStartedIsWaitedFor() throws InterruptedException {
        Guest fresh = world.guest("fresh");
        world.starting.add(fresh.uuid());
        world.meanwhile = look -> {
            if (look == 4) {
                assertThat(world.begun).isEmpty();
                world.starting.clear();
            }
        };

        assertThat(evacuating.run().empty()).isTrue();
        assertThat(world.begun).hasSize(1);
    }

    @Test
    void anObstacleThatPassesWhileOthersMoveIsLookedAtAgain() throws InterruptedException {
        Guest blocked = world.guest("blocked");
        world.guest("other");
        world.obstacles.put(blocked.uuid(), "another job is at work on it");
        world.moves.put("other>kvm-02", (move, signal) -> {
            synchronized (world) {
                world.obstacles.clear();
            }
            return null;
        });

        assertThat(evacuating.run().empty()).isTrue();
        assertThat(world.begun).hasSize(2);
    }

    @Test
    void aSourceThatIsSilentForAWhileIsAskedAgain() throws InterruptedException {
        world.guest("web");
        world.meanwhile = look -> {
            if (look == 2) {
                world.silentLooks = 5;
            }
        };

        assertThat(evacuating.run().empty()).isTrue();
    }

    @Test
    void ofASourceThatStaysSilentNothingIsClaimed() throws InterruptedException {
        world.guest("web");
        world.silentLooks = Integer.MAX_VALUE;

        Report report = evacuating.run();

        assertThat(report.empty()).isNull();
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(emptiness(report).found()).contains("No answer.");
    }
}
