package io.jenkins.plugins.libvirtmigration.evacuation;

import static io.jenkins.plugins.libvirtmigration.evacuation.Evacuating.last;
import static io.jenkins.plugins.libvirtmigration.evacuation.FakeWorld.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Amount;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.HostCapacity;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EvacuationTest {
    private static final long BOUND_SECONDS = 20;

    private final Evacuating evacuating = new Evacuating();
    private final FakeWorld world = evacuating.world;
    private final List<String> events = evacuating.heard.sentences;
    private final List<Report> written = evacuating.written;
    private final AbortSignal abort = evacuating.abort;

    @BeforeEach
    void twoDestinations() {
        world.destination("kvm-02", 64);
        world.destination("kvm-03", 64);
    }

    private Report evacuate() throws InterruptedException {
        return evacuate(evacuating.logbook());
    }

    private Report evacuate(Logbook logbook) throws InterruptedException {
        return evacuating.run(logbook);
    }

    private static Check emptiness(Report report) {
        return report.checks().stream()
                .filter(check -> check.id().equals("host-empty"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theHostIsEmptyInTheEndAndNoLimitWasExceeded() throws InterruptedException {
        CountDownLatch three = new CountDownLatch(3);
        for (int i = 0; i < 12; i++) {
            move(world.guest("vm-" + i), () -> {
                // None ends before as many as are permitted are under way, however slow this machine is.
                three.countDown();
                three.await(BOUND_SECONDS, TimeUnit.SECONDS);
            });
        }
        evacuating.limits = new Limits(3, 2, 3, 1);

        Report report = evacuate();

        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(report.empty()).isTrue();
        assertThat(world.runsOn.values()).containsOnly("kvm-02", "kvm-03");
        assertThat(report.migrations()).hasSize(12).allMatch(record -> record.outcome() == Outcome.SUCCEEDED);
        assertThat(world.mostInto.get("all")).isEqualTo(3);
        assertThat(world.mostInto.get("kvm-02")).isLessThanOrEqualTo(2);
        assertThat(report.migrations())
                .anyMatch(record -> record.events().stream()
                        .anyMatch(event -> event.what().contains("as many moves were under way")));
    }

    @Test
    void aHostWithoutGuestsIsEmptyAtOnce() throws InterruptedException {
        assertThat(evacuate().empty()).isTrue();
        assertThat(world.begun).isEmpty();
    }

    @Test
    void aGuestThatFailsIsTriedOnTheNextDestination() throws InterruptedException {
        Guest web = world.guest("web");
        world.moves.put("web>kvm-02", FakeWorld.fails("its link broke"));

        Report report = evacuate();

        assertThat(world.begun).containsExactly("web>kvm-02", "web>kvm-03");
        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(report.migrations())
                .extracting(MigrationRecord::outcome)
                .containsExactly(Outcome.FAILED, Outcome.SUCCEEDED);
        assertThat(last(report, web).runsOn()).isEqualTo("kvm-03");
    }

    @Test
    void aGuestThatFailsEverywhereStaysWithItsReasonAndTheRestGoes() throws InterruptedException {
        Guest stuck = world.guest("stuck");
        Guest other = world.guest("other");
        world.moves.put("stuck>kvm-02", FakeWorld.fails("no room"));
        world.moves.put("stuck>kvm-03", FakeWorld.fails("no bridge"));

        Report report = evacuate();

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.empty()).isFalse();
        assertThat(emptiness(report).found()).isEqualTo("1 active: stuck");
        assertThat(last(report, stuck).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(last(report, other).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(world.begun.stream().filter(move -> move.startsWith("stuck")))
                .as("on each of them, and once more where it was tried before")
                .hasSize(3);
    }

    @Test
    void aGuestWhoseWhereaboutsAreNotProvenIsNotTouchedAgain() throws InterruptedException {
        Guest lost = world.guest("lost");
        world.moves.put("lost>kvm-02", (move, signal) -> {
            synchronized (world) {
                world.runsOn.put(move.guest().uuid(), "nobody knows");
            }
            return FakeWorld.record(move, Outcome.FAILED, "kvm-02 could not be asked", null, Instant.now());
        });

        Report report = evacuate();

        assertThat(world.begun).containsExactly("lost>kvm-02");
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(last(report, lost).reason()).contains("could not be asked");
    }

    @Test
    void aGuestThatIsStartedMeanwhileIsMovedToo() throws InterruptedException {
        world.guest("early");
        world.moves.put("early>kvm-02", (move, signal) -> {
            world.guest("late");
            Thread.sleep(30);
            return null;
        });

        Report report = evacuate();

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

        Report report = evacuate();

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

        Report report = evacuate();

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

        assertThat(evacuate().empty()).isTrue();
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

        assertThat(evacuate().empty()).isTrue();
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

        assertThat(evacuate().empty()).isTrue();
        assertThat(world.begun).hasSize(2);
    }

    @Test
    void failFastRefusesAPlanThatLeavesAGuestBehind() throws InterruptedException {
        evacuating.failFast = true;
        world.guest("fits");
        Guest small = world.guest("template");
        world.put(new Guest(small.uuid(), "huge", 500L << 30, 1, 1, 0, Strategy.MIGRATE, Set.of(), Set.of()));

        Report report = evacuate();

        assertThat(world.begun).isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(last(report, small).reason()).contains("kvm-02: needs 500.0 GiB of memory, 64.0 GiB free");
    }

    @Test
    void failFastStartsNothingAfterAFailure() throws InterruptedException {
        evacuating.failFast = true;
        evacuating.limits = new Limits(1, 1, 1, 1);
        world.guest("a");
        world.guest("b");
        world.moves.put("a>kvm-02", FakeWorld.fails("no"));

        Report report = evacuate();

        assertThat(world.begun).containsExactly("a>kvm-02");
        assertThat(report.migrations()).hasSize(2).allMatch(record -> record.outcome() == Outcome.FAILED);
    }

    @Test
    void aGuestThatIsToBeSkippedKeepsTheHostFromBeingEmpty() throws InterruptedException {
        Guest plain = world.guest("pet");
        world.put(new Guest(plain.uuid(), "pet", 1, 1, 1, 0, Strategy.SKIP, Set.of(), Set.of()));

        Report report = evacuate();

        assertThat(report.empty()).isFalse();
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(last(report, plain).outcome()).isEqualTo(Outcome.SKIPPED);
    }

    @Test
    void whoPacksIsToldWhichDestinationsRunNothing() throws InterruptedException {
        world.guest("web");
        world.destinations.add(
                new HostCapacity("kvm-04", Amount.of(64L << 30), Amount.UNLIMITED, Map.of(), Set.of(), true));
        evacuating.goal = Goal.PACK;

        Report report = evacuate();

        assertThat(report.checks())
                .filteredOn(check -> check.id().equals("idle-hosts"))
                .singleElement()
                .satisfies(check -> assertThat(check.found()).isEqualTo("kvm-04"));
    }

    private Guest wishing(String name, Strategy strategy) {
        Guest plain = world.guest(name);
        return world.put(new Guest(plain.uuid(), name, 1, 1, 1, 0, strategy, Set.of(), Set.of()));
    }

    private Guest off(String name) {
        Guest guest = world.guest(name);
        world.off.add(guest.uuid());
        return guest;
    }

    @Test
    void aGuestThatWishesToBeMovedColdIsMovedAsSuch() throws InterruptedException {
        Guest cold = wishing("cold", Strategy.COLD);

        Report report = evacuate();

        assertThat(report.empty()).isTrue();
        assertThat(last(report, cold).manner()).isEqualTo("cold");
        assertThat(last(report, cold).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void aGuestThatWishesToBeShutDownIsAndStays() throws InterruptedException {
        Guest web = wishing("web", Strategy.SHUTDOWN);

        Report report = evacuate();

        assertThat(report.empty()).isTrue();
        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(world.begun).containsExactly("stop web");
        assertThat(world.runsOn.get(web.uuid())).isEqualTo(SOURCE);
        assertThat(last(report, web).manner()).isEqualTo("shutdown");
        assertThat(report.checks())
                .filteredOn(check -> check.id().equals("powered-off-guests"))
                .singleElement()
                .satisfies(check -> assertThat(check.hasFailed()).isFalse());
    }

    @Test
    void aGuestThatDoesNotShutDownLeavesTheHostOccupiedAndEndsAFailFastRun() throws InterruptedException {
        Guest deaf = wishing("deaf", Strategy.SHUTDOWN);
        world.deaf.put(deaf.uuid(), "It did not shut down within 5 min 0 s.");
        evacuating.failFast = true;

        Report report = evacuate();

        assertThat(report.empty()).isFalse();
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(last(report, deaf).reason()).contains("It did not shut down within");
        assertThat(last(report, deaf).runsOn()).isEqualTo(SOURCE);
        assertThat(world.begun).containsExactly("stop deaf");
        assertThat(events).anyMatch(event -> event.startsWith("A move failed, and nothing is to be started"));
    }

    @Test
    void whatIsPoweredOffStaysUnlessItIsAskedFor() throws InterruptedException {
        off("off");

        Report report = evacuate();

        assertThat(world.begun).isEmpty();
        assertThat(report.empty()).isTrue();
        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void whatIsPoweredOffGoesTooWhenItIsAskedForEvenWhenItWasShutDownJustNow() throws InterruptedException {
        Guest off = off("off");
        Guest web = wishing("web", Strategy.SHUTDOWN);
        evacuating.poweredOffToo = true;

        Report report = evacuate();

        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(world.runsOn.values()).doesNotContain(SOURCE);
        assertThat(world.begun).contains("stop web").doesNotContain("stop off");
        assertThat(last(report, off).manner()).isEqualTo("powered-off");
        assertThat(report.migrations())
                .filteredOn(record -> record.uuid().equals(web.uuid().toString()))
                .extracting(MigrationRecord::manner)
                .containsExactly("shutdown", "powered-off");
        assertThat(last(report, web).runsOn()).isNull();
    }

    @Test
    void aPoweredOffGuestThatCannotGoIsAFailureWhenItWasAskedFor() throws InterruptedException {
        Guest off = off("off");
        world.obstacles.put(off.uuid(), "it has an emulated TPM");
        evacuating.poweredOffToo = true;

        Report report = evacuate();

        assertThat(report.empty()).isTrue();
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(last(report, off).reason()).contains("it has an emulated TPM");
        assertThat(last(report, off).runsOn()).isNull();
        assertThat(report.checks()).anyMatch(check -> check.id().equals("powered-off-guests") && check.hasFailed());
    }

    @Test
    void aShutdownThatAKilledProcessAskedForIsKnownAfterwards() throws InterruptedException {
        Guest web = wishing("web", Strategy.SHUTDOWN);
        Logbook killed = new Logbook(Clock.systemUTC(), Report.Kind.EVACUATE, SOURCE, written::add);
        killed.began(new PlannedMove(web, SOURCE, SOURCE, Route.OPEN, Duration.ZERO, Duration.ZERO));
        world.off.add(web.uuid());

        Report report = evacuate(Logbook.resume(
                Clock.systemUTC(), Report.Kind.EVACUATE, SOURCE, written.get(written.size() - 1), written::add));

        assertThat(world.begun).isEmpty();
        assertThat(last(report, web).manner()).isEqualTo("shutdown");
        assertThat(last(report, web).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void anAbortEndsTheMovesUnderWayAndStartsNoOther() throws InterruptedException {
        evacuating.limits = new Limits(1, 1, 1, 1);
        Guest moving = world.guest("a-moving");
        Guest waiting = world.guest("b-waiting");
        world.moves.put("a-moving>kvm-02", (move, signal) -> {
            abort.request();
            assertThat(signal.await(Duration.ofSeconds(20))).isTrue();
            return FakeWorld.record(move, Outcome.ABORTED, "aborted", SOURCE, Instant.now());
        });

        Report report = evacuate();

        assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(report.finishedAt()).isNotNull();
        assertThat(last(report, moving).outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(last(report, waiting).reason()).contains("An abort was asked for");
        assertThat(world.begun).containsExactly("a-moving>kvm-02");
    }

    @Test
    void aSourceThatIsSilentForAWhileIsAskedAgain() throws InterruptedException {
        world.guest("web");
        world.meanwhile = look -> {
            if (look == 2) {
                world.silentLooks = 5;
            }
        };

        assertThat(evacuate().empty()).isTrue();
    }

    @Test
    void ofASourceThatStaysSilentNothingIsClaimed() throws InterruptedException {
        world.guest("web");
        world.silentLooks = Integer.MAX_VALUE;

        Report report = evacuate();

        assertThat(report.empty()).isNull();
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(emptiness(report).found()).contains("No answer.");
    }

    /** What a move does meanwhile. */
    @FunctionalInterface
    private interface Meanwhile {
        void run() throws InterruptedException;
    }

    private void move(Guest guest, Meanwhile meanwhile) {
        FakeWorld.Move move = (planned, signal) -> {
            meanwhile.run();
            return null;
        };
        world.moves.put(guest.name() + ">kvm-02", move);
        world.moves.put(guest.name() + ">kvm-03", move);
    }

    @Test
    void theTotalRateIsSharedOut() throws InterruptedException {
        evacuating.rate = Optional.of(new Bandwidth(90L << 20));
        evacuating.limits = new Limits(3, 3, 3, 1);
        List<Bandwidth> whenThree = new CopyOnWriteArrayList<>();
        CountDownLatch seen = new CountDownLatch(1);
        for (int i = 0; i < 6; i++) {
            move(world.guest("vm-" + i), () -> seen.await(BOUND_SECONDS, TimeUnit.SECONDS));
        }
        world.meanwhile = look -> {
            if (world.rates.size() == 3) {
                whenThree.addAll(world.rates.values());
                seen.countDown();
            }
        };

        evacuate();

        Bandwidth third = new Bandwidth(30L << 20);
        assertThat(whenThree).contains(third, third, third);
        assertThat(world.totals).contains(45L << 20, 30L << 20).allMatch(share -> share <= 90L << 20);
    }

    @Test
    void afterACrashAMoveThatWentOnIsFoundAndReported() throws InterruptedException {
        Guest gone = world.guest("gone-on");
        world.guest("left");
        Logbook resumed = crashedWhileMoving(gone);
        world.runsOn.put(gone.uuid(), "kvm-02");

        Report report = evacuate(resumed);

        assertThat(world.begun).contains("recover gone-on");
        assertThat(world.begun).noneMatch(move -> move.startsWith("gone-on>"));
        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(last(report, gone).destination()).isEqualTo("kvm-02");
        assertThat(last(report, gone).vm()).isEqualTo("gone-on");
    }

    @Test
    void afterACrashAMoveThatDiedWithUsIsMadeAgainEvenToTheSameHost() throws InterruptedException {
        Guest guest = world.guest("web");

        Report report = evacuate(crashedWhileMoving(guest));

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
        assertThatThrownBy(() -> evacuate(new Logbook(Clock.systemUTC(), Report.Kind.EVACUATE, SOURCE, atDeath)))
                .hasMessage("the process died");
        world.moves.clear();
        world.begun.clear();
        world.runsOn.replaceAll((uuid, host) -> SOURCE);
        Report left = before.get(before.size() - 1);
        assertThat(left.finishedAt()).isNull();
        return Logbook.resume(Clock.systemUTC(), Report.Kind.EVACUATE, SOURCE, left, written::add);
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
    void everyStepIsWrittenBeforeAndAfterAMove() throws InterruptedException {
        world.guest("web");

        evacuate();

        assertThat(written.stream()
                        .map(report -> report.migrations().stream()
                                .map(record -> String.valueOf(record.outcome()))
                                .toList()))
                .containsSubsequence(List.of(), List.of("null"), List.of("SUCCEEDED"));
    }
}
