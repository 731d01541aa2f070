package io.jenkins.plugins.libvirtmigration.evacuation;

import static io.jenkins.plugins.libvirtmigration.evacuation.Evacuating.last;
import static io.jenkins.plugins.libvirtmigration.evacuation.FakeWorld.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guests of an evacuation that are moved cold, shut down, or powered off already. */
@Timeout(60)
class EvacuationOfflineTest {
    private final Evacuating evacuating = Evacuating.toTwoHosts();
    private final FakeWorld world = evacuating.world;
    private final List<String> events = evacuating.heard.sentences;
    private final List<Report> written = evacuating.written;

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

        Report report = evacuating.run();

        assertThat(report.empty()).isTrue();
        assertThat(last(report, cold).manner()).isEqualTo("cold");
        assertThat(last(report, cold).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void aGuestThatWishesToBeShutDownIsAndStays() throws InterruptedException {
        Guest web = wishing("web", Strategy.SHUTDOWN);

        Report report = evacuating.run();

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

        Report report = evacuating.run();

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

        Report report = evacuating.run();

        assertThat(world.begun).isEmpty();
        assertThat(report.empty()).isTrue();
        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void whatIsPoweredOffGoesTooWhenItIsAskedForEvenWhenItWasShutDownJustNow() throws InterruptedException {
        Guest off = off("off");
        Guest web = wishing("web", Strategy.SHUTDOWN);
        evacuating.poweredOffToo = true;

        Report report = evacuating.run();

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

        Report report = evacuating.run();

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

        Report report = evacuating.run(Logbook.resume(
                Clock.systemUTC(), Report.Kind.EVACUATE, SOURCE, written.get(written.size() - 1), written::add));

        assertThat(world.begun).isEmpty();
        assertThat(last(report, web).manner()).isEqualTo("shutdown");
        assertThat(last(report, web).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }
}
