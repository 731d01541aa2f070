package io.jenkins.plugins.libvirtmigration.evacuation;

import static io.jenkins.plugins.libvirtmigration.evacuation.FakeWorld.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.evacuation.DrillResult.Phase;
import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationRequest.Rhythm;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.FileSlots;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots;
import io.jenkins.plugins.libvirtmigration.evacuation.world.Whereabouts;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DrillTest {
    private static final Rhythm QUICK = new Rhythm(
            Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(400), Duration.ZERO);

    private final FakeWorld world = new FakeWorld();
    private final HeardEvents heard = new HeardEvents();
    private final AbortSignal abort = new AbortSignal();
    private static final HomecomingRequest HOME =
            new HomecomingRequest(Limits.DEFAULT, Optional.empty(), Duration.ofMinutes(1), false);

    private final Whereabouts truth = world;
    private Whereabouts asked = truth;
    private boolean replaceLeftImages;
    private boolean poweredOffToo;
    private Thresholds thresholds = Thresholds.NONE;

    @TempDir
    private Path directory;

    @BeforeEach
    void destination() {
        world.destination("kvm-02", 64);
    }

    private DrillResult drill() throws InterruptedException {
        Slots slots = new FileSlots(directory.resolve("slots"), Limits.DEFAULT);
        EvacuationRequest request = new EvacuationRequest(
                SOURCE,
                Goal.SPREAD,
                Limits.DEFAULT,
                Optional.empty(),
                Duration.ofMinutes(1),
                false,
                1,
                QUICK,
                poweredOffToo);
        ReturnJob home = new ReturnJob(HOME, truth, world, slots, heard);
        return new Drill(new EvacuationJob(request, world, world, slots, heard), home, asked, heard, Clock.systemUTC())
                .run(
                        new DrillRequest(
                                SOURCE, thresholds, Optional.of(directory.resolve("report")), replaceLeftImages),
                        abort);
    }

    private static CheckStatus status(DrillResult result, String id) {
        return result.whole().checks().stream()
                .filter(check -> check.id().equals(id))
                .map(Check::status)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thereAndBackTheGuestsAreWhereTheyWere() throws InterruptedException {
        world.guest("web");
        world.guest("db");
        thresholds =
                new Thresholds(Optional.empty(), Optional.of(Duration.ofMillis(1)), Optional.of(Duration.ofMinutes(1)));

        DrillResult result = drill();

        assertThat(result.passed()).isTrue();
        assertThat(result.failed()).isEmpty();
        assertThat(world.runsOn.values()).containsOnly(SOURCE);
        assertThat(world.begun).hasSize(4);
        assertThat(result.whole().kind()).isEqualTo(Report.Kind.DRILL);
        assertThat(result.whole().empty()).isTrue();
        assertThat(result.whole().migrations()).hasSize(4);
        assertThat(result.whole().checks()).noneMatch(Check::hasFailed);
        assertThat(status(result, "max-measured-downtime")).isEqualTo(CheckStatus.PASSED);
        assertThat(ReportFile.read(directory.resolve("report"))).isEqualTo(result.whole());
        assertThat(ReportFile.read(directory.resolve("report/evacuation")).kind())
                .isEqualTo(Report.Kind.EVACUATE);
        assertThat(ReportFile.read(directory.resolve("report/return")).kind()).isEqualTo(Report.Kind.RETURN);
    }

    @Test
    void whoWasMovedIsBroughtHomeEvenIfOthersCouldNotGo() throws InterruptedException {
        Guest web = world.guest("web");
        world.guest("stuck");
        world.moves.put("stuck>kvm-02", FakeWorld.fails("no bridge"));

        DrillResult result = drill();

        assertThat(result.passed()).isFalse();
        assertThat(result.failed()).contains(Phase.EVACUATE);
        assertThat(result.whole().empty()).isFalse();
        assertThat(world.begun).contains("web>kvm-02", "web>kvm-01");
        assertThat(world.runsOn.get(web.uuid())).isEqualTo(SOURCE);
        assertThat(status(result, "drill-check-home")).isEqualTo(CheckStatus.PASSED);
        assertThat(heard.sentences.get(heard.sentences.size() - 1)).contains("the evacuation failed first");
    }

    @Test
    void aPoweredOffGuestIsAskedForToo() throws InterruptedException {
        Guest off = world.guest("off");
        world.off.add(off.uuid());
        poweredOffToo = true;
        List<String> defined = new ArrayList<>();
        asked = new Whereabouts() {
            @Override
            public boolean isActiveOn(String host, Guest guest) {
                return truth.isActiveOn(host, guest);
            }

            @Override
            public boolean isDefinedOn(String host, Guest guest) {
                defined.add(host);
                return truth.isDefinedOn(host, guest) || host.equals("kvm-02");
            }
        };

        DrillResult result = drill();

        assertThat(defined).containsExactly("kvm-02", SOURCE, SOURCE, "kvm-02");
        assertThat(status(result, "drill-check-away")).isEqualTo(CheckStatus.PASSED);
        assertThat(status(result, "drill-check-home")).isEqualTo(CheckStatus.FAILED);
        assertThat(result.whole().checks())
                .filteredOn(check -> check.id().equals("drill-check-home"))
                .extracting(Check::found)
                .containsExactly("off is defined on kvm-01 and on kvm-02");
    }

    @Test
    void aFailedReturnIsNamed() throws InterruptedException {
        world.guest("web");
        world.moves.put("web>kvm-01", FakeWorld.fails("no bridge at home"));

        DrillResult result = drill();

        assertThat(result.failed()).contains(Phase.RETURN);
        assertThat(status(result, "drill-evacuate")).isEqualTo(CheckStatus.PASSED);
        assertThat(status(result, "drill-check-home")).isEqualTo(CheckStatus.FAILED);
        assertThat(result.whole().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aGuestThatIsNotWhereItsMoveSaidFailsTheCheckAfterwards() throws InterruptedException {
        world.guest("web");
        asked = (host, guest) -> true;

        DrillResult result = drill();

        assertThat(result.failed()).contains(Phase.CHECK_AWAY);
        assertThat(result.whole().checks())
                .filteredOn(check -> check.id().equals("drill-check-away"))
                .singleElement()
                .satisfies(check -> assertThat(check.found()).isEqualTo("web runs on kvm-02 and on kvm-01"));
    }

    @Test
    void aThresholdThatIsNotKeptFailsTheDrill() throws InterruptedException {
        world.guest("web");
        thresholds = new Thresholds(Optional.empty(), Optional.empty(), Optional.of(Duration.ofNanos(1)));

        DrillResult result = drill();

        assertThat(result.failed()).contains(Phase.THRESHOLDS);
        assertThat(status(result, "max-duration")).isEqualTo(CheckStatus.FAILED);
        assertThat(status(result, "drill-return")).isEqualTo(CheckStatus.PASSED);
    }

    @Test
    void aDrillWhoseGuestsCouldNotComeHomeIsRefusedBeforeAnythingMoves() throws InterruptedException {
        world.copying.add(world.guest("local").uuid());

        assertThatThrownBy(this::drill)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Disks of local would be copied")
                .hasMessageContaining("--replace-left-images");
        assertThat(world.begun).isEmpty();

        replaceLeftImages = true;
        assertThat(drill().passed()).isTrue();
    }

    @Test
    void afterAnAbortNothingIsBroughtHomeAndItIsSaid() throws InterruptedException {
        Guest web = world.guest("web");
        world.moves.put("web>kvm-02", (move, signal) -> {
            abort.request();
            return null;
        });

        DrillResult result = drill();

        assertThat(result.whole().outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(result.failed()).isEmpty();
        assertThat(result.home()).isEmpty();
        assertThat(world.runsOn.get(web.uuid())).isEqualTo("kvm-02");
        assertThat(heard.sentences).anyMatch(event -> event.contains("return --evacuation"));
    }

    @Test
    void killedBetweenTheHalvesItGoesOnWithTheReturn() throws InterruptedException {
        world.guest("web");
        world.moves.put("web>kvm-02", (move, signal) -> {
            abort.request();
            return null;
        });
        drill();
        assertThat(directory.resolve("report/report.json").toFile().delete()).isTrue();
        List<String> before = List.copyOf(world.begun);
        Report away = ReportFile.read(directory.resolve("report/evacuation"));

        Drill again = new Drill(
                null,
                new ReturnJob(HOME, truth, world, new FileSlots(directory.resolve("slots"), Limits.DEFAULT), heard),
                truth,
                heard,
                Clock.systemUTC());
        DrillResult result = again.run(
                new DrillRequest(SOURCE, thresholds, Optional.of(directory.resolve("report"))), new AbortSignal());

        assertThat(world.begun).hasSize(before.size() + 1).endsWith("web>kvm-01");
        assertThat(result.evacuation()).isEqualTo(away);
        assertThat(world.runsOn.values()).containsOnly(SOURCE);
    }

    @Test
    void aDirectoryWithAFinishedDrillIsRefused() throws InterruptedException {
        world.guest("web");
        drill();
        List<String> before = List.copyOf(world.begun);

        assertThatThrownBy(this::drill)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a directory of its own");
        assertThat(world.begun).isEqualTo(before);
    }
}
