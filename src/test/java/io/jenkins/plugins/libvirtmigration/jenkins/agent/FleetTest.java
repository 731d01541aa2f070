package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationRequest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.ResolvedHost;
import io.jenkins.plugins.libvirtmigration.jenkins.inventory.TestInventory;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetTest {
    private static final int[] TWO = {2, 2, 5, 1};
    private static final Guest GUEST =
            new Guest(UUID.randomUUID(), "web-1", 1, 1, 1, 0, Strategy.MIGRATE, Set.of(), Set.of());

    private static Fleet fleet() throws Exception {
        List<ResolvedHost> hosts = new TestInventory("kvm-01")
                .with("kvm-02", "198.51.100.12")
                .resolver()
                .resolve(List.of("kvm-01", "kvm-02"));
        return new Fleet(
                new HostLinks(List.of()), hosts, MoveOptions.none(), Map.of("web-1", "10.0.0.7"), new RecordingSite());
    }

    @Test
    void eachDestinationHasItsAddressForMigrations() throws Exception {
        Fleet fleet = fleet();
        assertThat(fleet.request(GUEST, "kvm-02").transport().destinationAddress())
                .contains("198.51.100.12");
        assertThat(fleet.request(GUEST, "kvm-01").transport().destinationAddress())
                .isEmpty();
    }

    @Test
    void aGuestIsNamedByItsUuidAndProbedByItsName() throws Exception {
        assertThat(fleet().request(GUEST, "kvm-02").vm()).isEqualTo(GUEST.uuid().toString());
        assertThat(fleet().request(GUEST, "kvm-02").probe().orElseThrow().address())
                .isEqualTo("10.0.0.7");
    }

    @Test
    void refusesAHostThatIsNotOfThisWork() throws Exception {
        Fleet fleet = fleet();
        PlannedMove move = new PlannedMove(GUEST, "kvm-01", "kvm-9", Route.OPEN, Duration.ZERO, Duration.ZERO);
        assertThatThrownBy(() -> fleet.changeRate(move, new Bandwidth(1 << 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kvm-9");
    }

    @Test
    void settingsBecomeARequest() {
        FleetSettings settings = new FleetSettings(new int[] {1, 2, 3, 4}, "1GiB/s", "2h", "pack", true, 2);
        EvacuationRequest request = settings.request("kvm-01");
        assertThat(request.source()).isEqualTo("kvm-01");
        assertThat(request.goal()).isEqualTo(Goal.PACK);
        assertThat(request.limits()).isEqualTo(new Limits(1, 2, 3, 4));
        assertThat(request.totalRate()).contains(new Bandwidth(1L << 30));
        assertThat(request.deadline()).isEqualTo(Duration.ofHours(2));
        assertThat(request.failFast()).isTrue();
        assertThat(request.tries()).isEqualTo(2);
    }

    @Test
    void settingsThatAreLeftOutAreTheUsualOnes() {
        EvacuationRequest request = new FleetSettings(TWO, null, null, null, false, 3).request("kvm-01");
        assertThat(request).isEqualTo(EvacuationRequest.of("kvm-01"));
    }

    @ParameterizedTest
    @CsvSource({
        "totalBandwidth, 1GiB, , ",
        "deadline, , 60, ",
        "deadline, , 0s, ",
        "goal, , , tidy",
    })
    void aBadSettingNamesItsParameter(String name, String rate, String deadline, String goal) {
        assertThatThrownBy(() -> new FleetSettings(TWO, rate, deadline, goal, false, 3).request("kvm-01"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + ": \"");
    }

    @Test
    void numbersThatMoveNothingAreRefused() {
        assertThatThrownBy(() -> new FleetSettings(TWO, null, null, null, false, 0).request("kvm-01"))
                .hasMessageStartingWith("0 tries");
        assertThatThrownBy(() -> new FleetSettings(new int[] {2, 0, 5, 1}, null, null, null, false, 3).admitted())
                .hasMessageContaining("0 in");
    }

    @Test
    void aHostHasTheNameOfTheInventory() {
        FakeHypervisor reached = new FakeHypervisor("root@10.77.0.11");
        try (NamedHypervisor named = new NamedHypervisor("kvm-01", reached)) {
            assertThat(named.name()).isEqualTo("kvm-01");
            assertThat(named.address()).isEqualTo(reached.address());
            assertThat(named.libvirt()).isSameAs(reached.libvirt());
            assertThat(named.connect()).isSameAs(reached.connect());
            assertThat(named.ssh()).isSameAs(reached.ssh());
            assertThat(named.isAlive()).isTrue();
        }
        assertThat(reached.alive).isFalse();
    }

    @Test
    void aPreparationNamesTheParameterThatIsWrong() {
        assertThatThrownBy(() -> new PreparationWork(List.of(), "nfs", "ssh", false).request())
                .hasMessageStartingWith("storage: \"nfs\"");
        assertThatThrownBy(() -> new PreparationWork(List.of(), "auto", "tcp", false).request())
                .hasMessageStartingWith("transport: \"tcp\"");
        assertThat(new PreparationWork(List.of(), "block", "tls", true).request())
                .satisfies(request -> assertThat(request.wantsTls()).isTrue())
                .satisfies(request -> assertThat(request.apply()).isTrue());
    }

    @Test
    void aPlanForAnotherHostIsRefusedBeforeAnyHostIsReached() throws Exception {
        ResolvedHost host = new TestInventory("kvm-01").resolver().resolve("kvm-01");
        String plan = "{\"version\": 1, \"kind\": \"plan\", \"host\": \"kvm-7\", \"guests\": []}";
        EvacuationWork work = new EvacuationWork(
                host,
                List.of(),
                new FleetSettings(TWO, null, null, null, false, 3),
                MoveOptions.none(),
                Map.of(),
                false,
                plan);
        assertThatThrownBy(() -> work.run(new RecordingSite()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The plan is for kvm-7, not for kvm-01");
    }

    @Test
    void aMoveTellsOfItsGuest() {
        RecordingSite site = new RecordingSite();
        site.guest("web-1", null, "kvm-02").event("It is proven.");
        assertThat(site.sentences).containsExactly("web-1: It is proven.");
    }
}
