package io.jenkins.plugins.libvirtmigration.evacuation;

import static io.jenkins.plugins.libvirtmigration.evacuation.Evacuating.last;
import static io.jenkins.plugins.libvirtmigration.evacuation.FakeWorld.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is written while guests are moved, and how an evacuation goes on from it after a crash. */
@Timeout(60)
class EvacuationLogbookTest {
    private final Evacuating evacuating = Evacuating.toTwoHosts();
    private final FakeWorld world = evacuating.world;
    private final List<Report> written = evacuating.written;

    @Test
    void everyStepIsWrittenBeforeAndAfterAMove() throws InterruptedException {
        world.guest("web");

        evacuating.run();

        assertThat(written.stream()
                        .map(report -> report.migrations().stream()
                                .map(record -> String.valueOf(record.outcome()))
                                .toList()))
                .containsSubsequence(List.of(), List.of("null"), List.of("SUCCEEDED"));
    }

    @Test
    void theReportOfAnotherRunIsNotOverwritten() {
        Report other = new Report(
                Report.VERSION, Report.Kind.EVACUATE, Instant.EPOCH, null, null, "kvm-77", null, List.of(), List.of());

        assertThatThrownBy(() -> Logbook.resume(Clock.systemUTC(), Report.Kind.EVACUATE, SOURCE, other, written::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kvm-77")
                .hasMessageContaining("a directory of its own");
    }

    @Test
    void afterACrashAMoveThatWentOnIsFoundAndReported() throws InterruptedException {
        Guest gone = world.guest("gone-on");
        world.guest("left");
        Logbook resumed = crashedWhileMoving(gone);
        world.runsOn.put(gone.uuid(), "kvm-02");

        Report report = evacuating.run(resumed);

        assertThat(world.begun).contains("recover gone-on");
        assertThat(world.begun).noneMatch(move -> move.startsWith("gone-on>"));
        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(last(report, gone).destination()).isEqualTo("kvm-02");
        assertThat(last(report, gone).vm()).isEqualTo("gone-on");
    }

    /** A host did not answer any more, so nobody knew where it was; it had gone on and arrived. */
    @Test
    void aMoveThatEndedWithoutProofIsNotForgottenByTheNextRun() throws InterruptedException {
        Guest lost = world.guest("lost");
        Report first = endedWithoutProof(lost);
        Guest left = world.guest("left");
        String arrived = last(first, lost).destination();
        world.runsOn.put(lost.uuid(), arrived);

        Report second = evacuating.run(resumed(first));

        assertThat(world.begun).contains("recover lost").noneMatch(move -> move.startsWith("lost>"));
        assertThat(last(second, lost).runsOn()).isEqualTo(arrived);
        assertThat(last(second, left).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(second.outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void andWhereNobodyCanTellTheNextRunFailsToo() throws InterruptedException {
        Guest lost = world.guest("lost");
        Report first = endedWithoutProof(lost);
        world.runsOn.put(lost.uuid(), "nowhere");

        Report second = evacuating.run(resumed(first));

        assertThat(second.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(last(second, lost).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(last(second, lost).destination())
                .as("a return asks for it")
                .isEqualTo(last(first, lost).destination());
    }

    private Report endedWithoutProof(Guest guest) throws InterruptedException {
        for (String host : List.of("kvm-02", "kvm-03")) {
            world.moves.put(
                    guest.name() + ">" + host,
                    (move, signal) -> FakeWorld.record(move, Outcome.FAILED, "No answer.", null, Instant.now()));
        }
        Report report = evacuating.run();
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        world.begun.clear();
        return report;
    }

    private Logbook resumed(Report report) {
        return Logbook.resume(Clock.systemUTC(), Report.Kind.EVACUATE, SOURCE, report, written::add);
    }

    @Test
    void afterACrashAMoveThatDiedWithUsIsMadeAgainEvenToTheSameHost() throws InterruptedException {
        Guest guest = world.guest("web");

        Report report = evacuating.run(crashedWhileMoving(guest));

        assertThat(world.begun).containsExactly("recover web", "web>kvm-02");
        assertThat(report.migrations())
                .singleElement()
                .satisfies(record -> assertThat(record.outcome()).isEqualTo(Outcome.SUCCEEDED));
    }

    /** What the report directory holds when the process is killed in the middle of a move. */
    private Logbook crashedWhileMoving(Guest guest) throws InterruptedException {
        List<Report> before = new ArrayList<>();
        FakeWorld.Move crash = (move, signal) -> {
            throw new IllegalStateException("killed");
        };
        world.moves.put(guest.name() + ">kvm-02", crash);
        AtDeath atDeath = new AtDeath(before);
        assertThatThrownBy(() -> evacuating.run(new Logbook(Clock.systemUTC(), Report.Kind.EVACUATE, SOURCE, atDeath)))
                .hasMessage("the process died");
        world.moves.clear();
        world.begun.clear();
        world.runsOn.replaceAll((uuid, host) -> SOURCE);
        Report left = before.get(before.size() - 1);
        assertThat(left.finishedAt()).isNull();
        return resumed(left);
    }

    /** Stores reports until one says that a move is under way; then the process is dead. */
    private record AtDeath(List<Report> stored) implements java.util.function.Consumer<Report> {
        @Override
        public void accept(Report report) {
            boolean moving = report.migrations().stream().anyMatch(record -> record.outcome() == null);
            if (stored.stream()
                    .anyMatch(earlier -> earlier.migrations().stream().anyMatch(record -> record.outcome() == null))) {
                throw new IllegalStateException("the process died");
            }
            stored.add(report);
            if (moving) {
                throw new IllegalStateException("the process died");
            }
        }
    }
}
