package io.jenkins.plugins.libvirtmigration.evacuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.domain.DomainDescription;
import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import io.jenkins.plugins.libvirtmigration.evacuation.Mover.Moved;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.hypervisor.TwoHosts;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeHostStorage.Content;
import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.libvirt.JobType;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.preflight.QemuMemory;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shares of the total rate, and hosts that a run does not know. */
@Timeout(60)
class LiveMoverTest {
    private static final String HERE = "10.77.0.11";
    private static final String THERE = "10.77.0.12";
    private static final Bandwidth TEN = new Bandwidth(10L << 20);
    private static final Bandwidth FIVE = new Bandwidth(5L << 20);

    private final TwoHosts hosts = new TwoHosts();
    private Optional<Bandwidth> own = Optional.empty();

    @BeforeEach
    void guest() {
        hosts.devices();
        hosts.source.libvirt.adopt(hosts.guest);
    }

    private LiveMover mover() {
        return new LiveMover(
                Map.of(
                        HERE, new HypervisorLink(HERE, () -> hosts.source),
                        THERE, new HypervisorLink(THERE, () -> hosts.destination)),
                guest -> own.map(rate -> request(guest).withBandwidth(rate)).orElseGet(() -> request(guest)),
                guest -> MigrationListener.SILENT);
    }

    private static MigrationRequest request(Guest guest) {
        return MigrationRequest.of(guest.uuid().toString());
    }

    private static PlannedMove move(Strategy strategy) {
        Guest guest = new Guest(TwoHosts.GUEST, "web-1", 1, 1, 1, 0, strategy, Set.of(), Set.of());
        return new PlannedMove(guest, HERE, THERE, Route.OPEN, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void aShareIsToldToAMoveThatIsUnderWay() {
        mover().changeRate(move(Strategy.MIGRATE), FIVE);
        assertThat(hosts.guest.calls).noneMatch(call -> call.startsWith("setMaxSpeed"));

        hosts.guest.job = new JobStatistics(JobType.UNBOUNDED, Map.of(), Optional.empty());
        mover().changeRate(move(Strategy.MIGRATE), FIVE);
        assertThat(hosts.guest.calls).contains("setMaxSpeed 5");
    }

    /** On the way home there is no plan that knows it. */
    @Test
    void whatAGuestNeedsIsAskedWhereThePlanDoesNotSay() {
        Guest unknown = new Guest(TwoHosts.GUEST, "web-1", 0, 0, 0, 0, Strategy.MIGRATE, Set.of(), Set.of());
        PlannedMove home = new PlannedMove(unknown, HERE, THERE, Route.OPEN, Duration.ZERO, Duration.ZERO);
        DomainDescription guest = DomainXml.parse(hosts.guest.xml);

        assertThat(mover().memory(home))
                .isEqualTo(guest.memoryBytes() + QemuMemory.overhead(guest.memoryBytes(), guest.vcpus()));
        assertThat(mover().memory(move(Strategy.MIGRATE))).isEqualTo(1);
        hosts.source.libvirt.domains.clear();
        assertThat(mover().memory(home)).isZero();
        assertThat(mover().availableMemory(THERE))
                .hasValue(hosts.destination.libvirt.memory().availableBytes());
    }

    @Test
    void aShareNeverExceedsWhatOneMoveMayTake() {
        own = Optional.of(FIVE);
        hosts.guest.job = new JobStatistics(JobType.UNBOUNDED, Map.of(), Optional.empty());

        mover().changeRate(move(Strategy.MIGRATE), TEN);

        assertThat(hosts.guest.calls).contains("setMaxSpeed 5");
    }

    @Test
    void aShareReachesACopyThatThisProcessCarriesAndNoMonitor() {
        hosts.devices(hosts.localDisk("vda", "web-1.qcow2", TwoHosts.GIB));
        Content content = new Content();
        content.bytes = new byte[3 << 20];
        hosts.sourceImages.contents.put("web-1.qcow2", content);
        hosts.guest.powerOff();
        LiveMover mover = mover();
        PlannedMove move = move(Strategy.POWERED_OFF);

        long slow = System.nanoTime();
        Moved moved = mover.move(move, Optional.of(new Bandwidth(3L << 20)), new AbortSignal());

        assertThat(moved.record().outcome()).as(moved.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(System.nanoTime() - slow).as("3 MiB at 3 MiB/s").isGreaterThan(900_000_000L);
        mover.changeRate(move, TEN);
        assertThat(hosts.guest.calls).noneMatch(call -> call.startsWith("setMaxSpeed"));
    }

    @Test
    void whatTheWayHomeCopiedIsTakenAwayWhereItWas() {
        hosts.devices(hosts.localDisk("vda", "web-1.qcow2", TwoHosts.GIB));
        hosts.destinationImages.put("web-1.qcow2", "qcow2", TwoHosts.GIB, 5);
        hosts.guest.powerOff();

        Moved moved = home("/images/web-1.qcow2");

        assertThat(moved.record().outcome()).as(moved.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(hosts.sourceImages.images).isEmpty();
        assertThat(hosts.destinationImages.images).containsOnlyKeys("web-1.qcow2");
    }

    /** Home sees by now what the guest runs from where it was: there is one image, and no copy of it. */
    @Test
    void whatTheWayHomeDidNotCopyIsNoCopyAndStays() {
        hosts.devices(hosts.sharedDisk("vda", "web-1.qcow2"));
        hosts.guest.powerOff();

        Moved moved = home("/shared/web-1.qcow2");

        assertThat(moved.record().outcome()).as(moved.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(hosts.shared.images).containsOnlyKeys("web-1.qcow2");
        assertThat(moved.record().events())
                .anyMatch(event -> event.what().contains("/shared/web-1.qcow2 stays on " + HERE));
    }

    private Moved home(String leftImage) {
        return mover().moveHome(move(Strategy.POWERED_OFF), Set.of(leftImage), Optional.empty(), new AbortSignal());
    }

    @Test
    void aMoveToAHostThatTheRunDoesNotKnowIsNoErrorOfTheProgram() {
        Moved moved = mover().recover(move(Strategy.MIGRATE).guest(), HERE, "kvm-09", new AbortSignal());

        assertThat(moved.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(moved.record().reason()).contains("kvm-09 is not among the hosts of this run", "Run it again");
        assertThat(moved.atSource()).as("where it is cannot be asked").isFalse();
    }
}
