package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import static io.jenkins.plugins.libvirtmigration.evacuation.plan.Cases.GIB;
import static io.jenkins.plugins.libvirtmigration.evacuation.plan.Cases.guest;
import static io.jenkins.plugins.libvirtmigration.evacuation.plan.Cases.host;
import static io.jenkins.plugins.libvirtmigration.evacuation.plan.Cases.inGroup;
import static io.jenkins.plugins.libvirtmigration.evacuation.plan.Cases.pinned;
import static io.jenkins.plugins.libvirtmigration.evacuation.plan.Cases.used;
import static io.jenkins.plugins.libvirtmigration.evacuation.plan.Cases.with;
import static io.jenkins.plugins.libvirtmigration.evacuation.plan.Cases.withStore;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static Plan plan(Goal goal, List<Guest> guests, List<HostCapacity> hosts, Route.Table routes) {
        return new Planner(goal, Limits.DEFAULT, Optional.empty()).plan("kvm-01", guests, hosts, routes);
    }

    private static Plan plan(Goal goal, List<Guest> guests, List<HostCapacity> hosts) {
        return plan(goal, guests, hosts, (guest, host) -> Route.OPEN);
    }

    private static Map<String, String> destinations(Plan plan) {
        Map<String, String> destinations = new TreeMap<>();
        plan.moves().forEach(move -> destinations.put(move.guest().name(), move.destination()));
        return destinations;
    }

    @Test
    void spreadFillsTheEmptierHostFirst() {
        Plan plan = plan(
                Goal.SPREAD, List.of(guest("a", 4, 1), guest("b", 4, 1)), List.of(used("x", 32, 8), used("y", 32, 24)));

        assertThat(destinations(plan)).containsEntry("a", "y").containsEntry("b", "y");
    }

    @Test
    void spreadSharesEqualGuestsOutEvenly() {
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            guests.add(guest("vm-" + i, 2, 1));
        }

        Plan plan = plan(Goal.SPREAD, guests, List.of(host("x", 64, 64), host("y", 64, 64), host("z", 64, 64)));

        assertThat(destinations(plan).values().stream().filter("x"::equals)).hasSize(3);
        assertThat(destinations(plan).values().stream().filter("y"::equals)).hasSize(3);
    }

    @Test
    void packLeavesIdleHostsIdleAndSaysWhich() {
        List<Guest> guests = List.of(guest("a", 4, 1), guest("b", 4, 1), guest("c", 4, 1));

        Plan plan =
                plan(Goal.PACK, guests, List.of(host("idle-1", 64, 8), host("idle-2", 64, 8), used("busy", 64, 12)));

        assertThat(destinations(plan).values()).containsOnly("busy");
        assertThat(plan.stayIdle()).containsExactly("idle-1", "idle-2");
    }

    @Test
    void packOpensAsFewHostsAsTheTwoDimensionsPermit() {
        // By memory or by CPUs alone neither kind fills a host: one of each does.
        List<Guest> guests = List.of(guest("m1", 12, 2), guest("m2", 12, 2), guest("c1", 4, 14), guest("c2", 4, 14));

        Plan plan = plan(Goal.PACK, guests, List.of(host("x", 16, 16), host("y", 16, 16), host("z", 16, 16)));

        assertThat(plan.isComplete()).isTrue();
        assertThat(plan.stayIdle()).hasSize(1);
    }

    @Test
    void theCheaperDestinationIsTakenWhereItIsAsGood() {
        Plan plan = plan(
                Goal.SPREAD,
                List.of(guest("db", 1, 1)),
                List.of(withStore(host("copies", 64, 64), "disk", 900), host("shares", 64, 64)),
                (guest, host) -> host.name().equals("copies") ? Route.copying("disk", 100 * GIB) : Route.OPEN);

        assertThat(destinations(plan)).containsEntry("db", "shares");
    }

    @Test
    void guestsOfAGroupDoNotShareAHostAndOneTooManyStaysWithTheReason() {
        List<Guest> guests = List.of(
                inGroup(guest("web-1", 1, 1), "web"),
                inGroup(guest("web-2", 1, 1), "web"),
                inGroup(guest("web-3", 1, 1), "web"));

        Plan plan = plan(Goal.SPREAD, guests, List.of(host("x", 64, 64), host("y", 64, 64)));

        assertThat(destinations(plan)).hasSize(2).containsValue("x").containsValue("y");
        assertThat(plan.staying()).singleElement().satisfies(staying -> {
            assertThat(staying.unwanted()).isTrue();
            assertThat(staying.reason())
                    .contains("x: another guest of its group web is on x")
                    .contains("y: another guest of its group web is on y");
        });
        assertThat(plan.proven()).isTrue();
        assertThat(plan.isComplete()).isFalse();
    }

    @Test
    void everyReasonIsGivenForEveryDestination() {
        Guest big = pinned(guest("big", 40, 12), "elsewhere");

        Plan plan = plan(
                Goal.SPREAD,
                List.of(big),
                List.of(host("small", 32, 8), withStore(host("far", 64, 64), "/images", 10)),
                (guest, host) -> host.name().equals("far")
                        ? new Route(List.of("the bridge br7 is missing"), Map.of("/images", 20 * GIB), 20 * GIB)
                        : Route.OPEN);

        assertThat(plan.matrix().obstacles(0, 0))
                .extracting(Obstacle::kind)
                .containsExactly(Obstacle.Kind.PIN, Obstacle.Kind.MEMORY, Obstacle.Kind.CPUS);
        assertThat(plan.staying())
                .singleElement()
                .satisfies(staying -> assertThat(staying.reason())
                        .contains("small: its metadata pins it to elsewhere; needs 40.0 GiB of memory, 32.0 GiB free;"
                                + " needs 12 CPUs, 8 free with the permitted overcommit")
                        .contains("far: the bridge br7 is missing; its metadata pins it to elsewhere;"
                                + " needs 20.0 GiB of disk in /images, 10.0 GiB free"));
    }

    @Test
    void strategiesDecideWhoNeedsADestination() {
        List<Guest> guests = List.of(
                guest("moves", 1, 1),
                with(guest("cold", 1, 1), Strategy.COLD),
                with(guest("stops", 1, 1), Strategy.SHUTDOWN),
                with(guest("stays", 1, 1), Strategy.SKIP));

        Plan plan = plan(Goal.SPREAD, guests, List.of(host("x", 64, 64)));

        assertThat(destinations(plan)).containsOnlyKeys("moves", "cold");
        assertThat(plan.shutdown()).extracting(Guest::name).containsExactly("stops");
        assertThat(plan.staying()).singleElement().satisfies(staying -> {
            assertThat(staying.guest().name()).isEqualTo("stays");
            assertThat(staying.unwanted()).isFalse();
        });
        assertThat(plan.isComplete()).isTrue();
    }

    @Test
    void aPoweredOffGuestGoesToAHostWithoutFreeMemory() {
        Guest off = new Guest(Cases.uuid("off"), "off", 0, 0, 0, 0, Strategy.MIGRATE, Set.of(), Set.of());

        assertThat(destinations(plan(Goal.SPREAD, List.of(off), List.of(used("full", 64, -3)))))
                .containsKey("off");
    }

    @Test
    void aReservationCountsAsTaken() {
        Guest underWay = guest("under-way", 6, 1);
        HostCapacity reserved = used("x", 8, 8).reserve(underWay, Route.OPEN);

        Plan plan = plan(Goal.SPREAD, List.of(guest("next", 4, 1)), List.of(reserved));

        assertThat(plan.moves()).isEmpty();
        assertThat(plan.staying().get(0).reason()).contains("needs 4.0 GiB of memory, 2.0 GiB free");
    }

    @Test
    void aPerfectFitThatGreedyMissesIsFound() {
        // Largest first puts 6 with 4 on one host and strands a 3; only 6+3+1, 5+5 / 4+3+3 works.
        List<Guest> guests = List.of(
                guest("a", 6, 0),
                guest("b", 5, 0),
                guest("c", 5, 0),
                guest("d", 4, 0),
                guest("e", 3, 0),
                guest("f", 3, 0),
                guest("g", 3, 0),
                guest("h", 1, 0));

        Plan plan = plan(Goal.SPREAD, guests, List.of(used("x", 10, 10), used("y", 10, 10), used("z", 10, 10)));

        assertThat(plan.isComplete()).isTrue();
    }

    @Test
    void withoutADestinationEveryGuestStays() {
        Plan plan = plan(Goal.PACK, List.of(guest("a", 1, 1)), List.of());

        assertThat(plan.staying().get(0).reason()).isEqualTo("there is no destination");
        assertThat(plan.proven()).isTrue();
    }
}
