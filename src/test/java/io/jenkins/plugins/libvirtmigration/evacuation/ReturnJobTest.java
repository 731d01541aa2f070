package io.jenkins.plugins.libvirtmigration.evacuation;

import static io.jenkins.plugins.libvirtmigration.evacuation.FakeWorld.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.FileSlots;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots;
import io.jenkins.plugins.libvirtmigration.evacuation.world.Whereabouts;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.DiskRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecordBuilder;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReturnJobTest {
    private final FakeWorld world = new FakeWorld();
    private final List<MigrationRecord> moved = new ArrayList<>();
    private final HeardEvents heard = new HeardEvents();
    private Whereabouts whereabouts = world;

    @TempDir
    private Path directory;

    private Guest away(String name, String host) {
        Guest guest = world.guest(name);
        world.runsOn.put(guest.uuid(), host);
        PlannedMove move = new PlannedMove(guest, SOURCE, host, Route.OPEN, Duration.ZERO, Duration.ZERO);
        moved.add(FakeWorld.record(move, Outcome.SUCCEEDED, null, host, Instant.now()));
        return guest;
    }

    private Report evacuation() {
        return new Report(
                Report.VERSION,
                Report.Kind.EVACUATE,
                Instant.EPOCH,
                Instant.EPOCH,
                Outcome.SUCCEEDED,
                SOURCE,
                true,
                moved,
                List.of());
    }

    private Report bringHome() throws InterruptedException {
        return job(new FileSlots(directory.resolve("slots"), new Limits(1, 1, 1, 1)))
                .run(evacuation(), Optional.of(directory.resolve("report")), new AbortSignal());
    }

    private static HomecomingRequest request(Limits limits, boolean replaceLeftImages) {
        return new HomecomingRequest(limits, Optional.empty(), Duration.ofMinutes(1), replaceLeftImages);
    }

    private ReturnJob job(Slots slots) {
        return new ReturnJob(request(new Limits(1, 1, 1, 1), false), whereabouts, world, slots, heard);
    }

    private static MigrationRecord of(Report report, Guest guest) {
        return report.migrations().stream()
                .filter(record -> record.uuid().equals(guest.uuid().toString()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theLastToLeaveIsTheFirstToBeBack() throws InterruptedException {
        away("first", "kvm-02");
        away("second", "kvm-03");
        away("third", "kvm-02");

        Report report = bringHome();

        assertThat(world.begun).containsExactly("third>kvm-01", "second>kvm-01", "first>kvm-01");
        assertThat(world.runsOn.values()).containsOnly(SOURCE);
        assertThat(report.kind()).isEqualTo(Report.Kind.RETURN);
        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(report.empty()).isNull();
    }

    @Test
    void whoIsGoneOrWasMovedSinceIsLeftAlone() throws InterruptedException {
        Guest elsewhere = away("elsewhere", "kvm-02");
        Guest home = away("home", "kvm-02");
        Guest ready = away("ready", "kvm-02");
        world.runsOn.put(elsewhere.uuid(), "kvm-09");
        world.runsOn.put(home.uuid(), SOURCE);

        Report report = bringHome();

        assertThat(world.begun).containsExactly("ready>kvm-01");
        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(of(report, elsewhere).outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(of(report, elsewhere).reason()).contains("somebody moved or stopped it since");
        assertThat(of(report, home).reason()).contains("at home already");
        assertThat(of(report, home).runsOn()).isEqualTo(SOURCE);
        assertThat(of(report, ready).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void aHostThatCannotBeAskedIsAFailureOfItsGuestsOnly() throws InterruptedException {
        Guest silent = away("silent", "kvm-03");
        Guest ready = away("ready", "kvm-02");
        Whereabouts usual = whereabouts;
        whereabouts = (host, guest) -> {
            if (host.equals("kvm-03")) {
                throw new HypervisorUnreachableException("No route to host.", null);
            }
            return usual.isActiveOn(host, guest);
        };

        Report report = bringHome();

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(of(report, silent).reason()).contains("No route to host");
        assertThat(of(report, silent).runsOn()).isNull();
        assertThat(of(report, ready).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    /** What an evacuation could not prove is neither moved blindly nor taken for home. */
    @Test
    void whoseMoveEndedWithoutProofIsAskedFor() throws InterruptedException {
        Guest atHome = unproven("at-home", SOURCE);
        Guest elsewhere = unproven("elsewhere", "kvm-02");
        Report report = bringHome();
        assertThat(of(report, atHome).outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(of(report, atHome).runsOn()).isEqualTo(SOURCE);
        assertThat(of(report, elsewhere).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(of(report, elsewhere).reason()).contains("not proven", "look at it on kvm-02");
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(world.runsOn.get(elsewhere.uuid())).isEqualTo("kvm-02");
    }

    private Guest unproven(String name, String runsOn) {
        Guest guest = world.guest(name);
        world.runsOn.put(guest.uuid(), runsOn);
        PlannedMove move = new PlannedMove(guest, SOURCE, "kvm-02", Route.OPEN, Duration.ZERO, Duration.ZERO);
        moved.add(FakeWorld.record(move, Outcome.FAILED, "The link was lost.", null, Instant.now()));
        return guest;
    }

    /** Its process was killed in the middle: it is where it is found. */
    @Test
    void whoWasUnderWayWhenTheEvacuationDiedComesHomeIfItHadArrived() throws InterruptedException {
        Guest guest = world.guest("web-1");
        world.runsOn.put(guest.uuid(), "kvm-02");
        PlannedMove move = new PlannedMove(guest, SOURCE, "kvm-02", Route.OPEN, Duration.ZERO, Duration.ZERO);
        moved.add(FakeWorld.record(move, null, null, null, Instant.now()));
        Report report = bringHome();
        assertThat(of(report, guest).runsOn()).isEqualTo(SOURCE);
        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void aMoveThatFailsIsNotHidden() throws InterruptedException {
        away("stuck", "kvm-02");
        world.moves.put("stuck>kvm-01", FakeWorld.fails("no bridge"));

        assertThat(bringHome().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(heard.sentences).anyMatch(event -> event.contains("stuck: not brought home. no bridge"));
    }

    @Test
    void aGuestThatWasMovedTwiceIsBroughtFromWhereItIs() throws InterruptedException {
        Guest guest = away("web", "kvm-02");
        moved.add(FakeWorld.record(
                new PlannedMove(guest, SOURCE, "kvm-03", Route.OPEN, Duration.ZERO, Duration.ZERO),
                Outcome.SUCCEEDED,
                null,
                "kvm-03",
                Instant.now()));
        world.runsOn.put(guest.uuid(), "kvm-03");

        bringHome();

        assertThat(world.begun).containsExactly("web>kvm-01");
    }

    private Guest gone(String name, Strategy strategy, String host) {
        Guest guest = world.guest(name).withStrategy(strategy);
        world.runsOn.put(guest.uuid(), host);
        PlannedMove move = new PlannedMove(guest, SOURCE, host, Route.OPEN, Duration.ZERO, Duration.ZERO);
        moved.add(FakeWorld.record(move, Outcome.SUCCEEDED, null, null, Instant.now()));
        return guest;
    }

    @Test
    void whatWasPoweredOffComesHomePoweredOffAndWhatWasShutDownIsStartedThere() throws InterruptedException {
        Guest off = gone("off", Strategy.POWERED_OFF, "kvm-02");
        Guest cold = gone("cold", Strategy.COLD, "kvm-02");
        Guest stayed = world.guest("stayed");
        Guest taken = gone("taken", Strategy.POWERED_OFF, "kvm-03");
        for (Guest stopped : List.of(stayed, taken)) {
            moved.add(FakeWorld.offRecord(stopped, SOURCE, null, Outcome.SUCCEEDED, null));
            world.off.add(stopped.uuid());
        }
        Guest late = world.guest("late");
        Guest deaf = world.guest("deaf");
        for (Guest asked : List.of(late, deaf)) {
            moved.add(FakeWorld.offRecord(asked, SOURCE, null, Outcome.FAILED, "did not shut down in time"));
        }
        world.off.add(late.uuid());
        world.off.add(off.uuid());

        Report report = bringHome();

        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(world.runsOn.values()).containsOnly(SOURCE);
        assertThat(world.off).containsExactly(off.uuid());
        assertThat(world.begun)
                .contains("start stayed", "start taken", "start late", "cold>kvm-01", "off>kvm-01")
                .doesNotContain("start deaf");
        assertThat(world.begun.indexOf("start taken")).isGreaterThan(world.begun.indexOf("taken>kvm-01"));
        assertThat(of(report, cold).manner()).isEqualTo("cold");
        assertThat(of(report, off).manner()).isEqualTo("powered-off");
    }

    /** It was asked to shut down, and nobody can take that back. */
    @Test
    void aColdGuestThatGoesOffTooLateIsStartedAgainWhereItWas() throws InterruptedException {
        Guest slow = gone("slow", Strategy.MIGRATE, "kvm-03");
        Guest cold = gone("cold", Strategy.COLD, "kvm-02");
        world.hesitating.add(cold.uuid());
        world.moves.put("cold>kvm-01", FakeWorld.fails("It did not shut down within 5 min 0 s"));
        world.moves.put("slow>kvm-01", (move, signal) -> {
            world.off.add(cold.uuid());
            // As long as this one goes on, the other is looked after.
            long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (world.off.contains(cold.uuid()) && System.nanoTime() < until) {
                signal.await(Duration.ofMillis(20));
            }
            return null;
        });

        Report report = bringHome();

        assertThat(world.begun).containsExactly("cold>kvm-01", "slow>kvm-01", "start cold");
        assertThat(world.off).isEmpty();
        assertThat(heard.sentences).anyMatch(event -> event.contains("it is started again on kvm-02, where it ran"));
        assertThat(report.outcome()).as("it is not at home").isEqualTo(Outcome.FAILED);
        assertThat(of(report, slow).runsOn()).isEqualTo(SOURCE);
    }

    @Test
    void aGuestWhoseDisksWereCopiedComesHomeOntoWhatItLeftOnlyIfThatWasAskedFor() throws InterruptedException {
        Guest local = away("local", "kvm-02");
        Guest shared = away("shared", "kvm-02");
        MigrationRecord plain = moved.remove(0);
        moved.add(MigrationRecordBuilder.builder()
                .vm(plain.vm())
                .uuid(plain.uuid())
                .source(plain.source())
                .destination(plain.destination())
                .storage("block")
                .outcome(Outcome.SUCCEEDED)
                .runsOn("kvm-02")
                .startedAt(plain.startedAt())
                .disks(List.of(
                        new DiskRecord("vda", "/images/a.qcow2", "copied", "", null),
                        new DiskRecord("vdb", "/shared/b.qcow2", "shared", "", null)))
                .build());

        bringHome();
        assertThat(world.onto).isEmpty();

        world.runsOn.put(local.uuid(), "kvm-02");
        world.runsOn.put(shared.uuid(), "kvm-02");
        Slots slots = new FileSlots(directory.resolve("slots"), Limits.DEFAULT);
        Report report = new ReturnJob(request(new Limits(1, 1, 1, 1), true), whereabouts, world, slots, heard)
                .run(evacuation(), Optional.of(directory.resolve("again")), new AbortSignal());

        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(world.onto).containsOnly(Map.entry(local.uuid(), Set.of("/images/a.qcow2")));
    }

    /** What a return has in its report that was killed then. */
    private void killed(Guest... begun) {
        Logbook logbook = new Logbook(
                Clock.systemUTC(),
                Report.Kind.RETURN,
                SOURCE,
                report -> ReportFile.write(directory.resolve("report"), report));
        for (Guest guest : begun) {
            String away = world.runsOn.get(guest.uuid());
            logbook.began(new PlannedMove(guest, away, SOURCE, Route.OPEN, Duration.ZERO, Duration.ZERO));
        }
    }

    @Test
    void aMoveThatDiedWithItsProcessIsMadeAgainAndOneThatWentOnIsNot() throws InterruptedException {
        Guest died = away("died", "kvm-02");
        Guest wentOn = away("went-on", "kvm-03");
        killed(died, wentOn);
        world.runsOn.put(wentOn.uuid(), SOURCE);

        Report report = bringHome();

        assertThat(world.begun)
                .containsExactlyInAnyOrder("recover died", "recover went-on", "died>kvm-01")
                .endsWith("died>kvm-01");
        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(report.migrations())
                .as("one for each, and of a guest that is home already no word that it was skipped")
                .hasSize(2)
                .allMatch(record -> record.outcome() == Outcome.SUCCEEDED && SOURCE.equals(record.runsOn()));
    }

    @Test
    void whatAMoveWaitedForIsInItsRecord() throws InterruptedException {
        Guest second = away("second", "kvm-02");
        away("first", "kvm-02");

        Report report = bringHome();

        assertThat(of(report, second).waited().why()).contains("as many moves were under way");
    }

    @Test
    void anErrorEndsWhatIsUnderWayBeforeItIsThrown() {
        Guest first = away("first", "kvm-02");
        away("second", "kvm-03");
        world.moves.put("second>kvm-01", (move, signal) -> {
            assertThat(signal.await(Duration.ofSeconds(20))).isTrue();
            return FakeWorld.record(move, Outcome.ABORTED, "aborted", move.source(), Instant.now());
        });
        ReturnJob job = new ReturnJob(request(Limits.DEFAULT, false), whereabouts, world, new FewPlaces(1), heard);

        assertThatThrownBy(() -> job.run(evacuation(), Optional.of(directory.resolve("report")), new AbortSignal()))
                .hasMessageContaining("No space left");

        assertThat(ReportFile.read(directory.resolve("report")).migrations())
                .singleElement()
                .satisfies(record -> assertThat(record.outcome()).isEqualTo(Outcome.ABORTED));
        assertThat(world.runsOn.get(first.uuid())).isEqualTo("kvm-02");
    }

    @Test
    void onlyTheReportOfAnEvacuationWillDo() {
        Report other = new Report(
                Report.VERSION, Report.Kind.MIGRATE, Instant.EPOCH, null, null, SOURCE, null, List.of(), List.of());

        assertThatThrownBy(() ->
                        job(new FileSlots(directory, Limits.DEFAULT)).run(other, Optional.empty(), new AbortSignal()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not the report of an evacuation");
    }

    @Test
    void twoDoNotMoveTheSameHostsGuests() {
        Slots slots = new FileSlots(directory, Limits.DEFAULT);
        assertThat(slots.takeHost(SOURCE)).isPresent();

        assertThatThrownBy(() -> job(slots).run(evacuation(), Optional.empty(), new AbortSignal()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Another process on this machine");
    }
}
