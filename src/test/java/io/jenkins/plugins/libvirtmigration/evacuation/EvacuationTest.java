package io.jenkins.plugins.libvirtmigration.evacuation;

import static io.jenkins.plugins.libvirtmigration.evacuation.Evacuating.emptiness;
import static io.jenkins.plugins.libvirtmigration.evacuation.Evacuating.last;
import static io.jenkins.plugins.libvirtmigration.evacuation.FakeWorld.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Amount;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.HostCapacity;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guests that leave until their host is empty: onto which destination, how many at once, and what keeps one back. */
@Timeout(60)
class EvacuationTest {
    private static final long BOUND_SECONDS = 20;

    private final Evacuating evacuating = Evacuating.toTwoHosts();
    private final FakeWorld world = evacuating.world;
    private final AbortSignal abort = evacuating.abort;

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

        Report report = evacuating.run();

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
        assertThat(evacuating.run().empty()).isTrue();
        assertThat(world.begun).isEmpty();
    }

    @Test
    void aGuestThatFailsIsTriedOnTheNextDestination() throws InterruptedException {
        Guest web = world.guest("web");
        world.moves.put("web>kvm-02", FakeWorld.fails("its link broke"));

        Report report = evacuating.run();

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

        Report report = evacuating.run();

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

        Report report = evacuating.run();

        assertThat(world.begun).containsExactly("lost>kvm-02");
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(last(report, lost).reason()).contains("could not be asked");
    }

    @Test
    void failFastRefusesAPlanThatLeavesAGuestBehind() throws InterruptedException {
        evacuating.failFast = true;
        world.guest("fits");
        Guest small = world.guest("template");
        world.put(new Guest(small.uuid(), "huge", 500L << 30, 1, 1, 0, Strategy.MIGRATE, Set.of(), Set.of()));

        Report report = evacuating.run();

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

        Report report = evacuating.run();

        assertThat(world.begun).containsExactly("a>kvm-02");
        assertThat(report.migrations()).hasSize(2).allMatch(record -> record.outcome() == Outcome.FAILED);
    }

    @Test
    void aGuestThatIsToBeSkippedKeepsTheHostFromBeingEmpty() throws InterruptedException {
        Guest plain = world.guest("pet");
        world.put(new Guest(plain.uuid(), "pet", 1, 1, 1, 0, Strategy.SKIP, Set.of(), Set.of()));

        Report report = evacuating.run();

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

        Report report = evacuating.run();

        assertThat(report.checks())
                .filteredOn(check -> check.id().equals("idle-hosts"))
                .singleElement()
                .satisfies(check -> assertThat(check.found()).isEqualTo("kvm-04"));
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

        Report report = evacuating.run();

        assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(report.finishedAt()).isNotNull();
        assertThat(last(report, moving).outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(last(report, waiting).reason()).contains("An abort was asked for");
        assertThat(world.begun).containsExactly("a-moving>kvm-02");
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

        evacuating.run();

        Bandwidth third = new Bandwidth(30L << 20);
        assertThat(whenThree).contains(third, third, third);
        assertThat(world.totals).contains(45L << 20, 30L << 20).allMatch(share -> share <= 90L << 20);
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
}
