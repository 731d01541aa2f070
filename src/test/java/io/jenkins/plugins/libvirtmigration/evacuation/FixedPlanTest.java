package io.jenkins.plugins.libvirtmigration.evacuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Planner;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.report.ReportException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedPlanTest {
    private final FakeWorld world = new FakeWorld();
    private final Set<UUID> done = new HashSet<>();
    private final Planner planner = new Planner(Goal.SPREAD, Limits.DEFAULT, Optional.empty());

    @TempDir
    private Path directory;

    @BeforeEach
    void world() {
        world.destination("kvm-02", 64);
        world.destination("kvm-03", 64);
        world.guest("web");
        world.guest("db");
    }

    private Plan fresh() {
        return PlanSource.fresh(FakeWorld.SOURCE, planner, world)
                .plan(guests(), PlanSource.Meanwhile.NOTHING, UnaryOperator.identity());
    }

    private List<Guest> guests() {
        return List.copyOf(world.guests.values());
    }

    private PlanSource approved() {
        PlanFile.write(directory, fresh());
        return PlanFile.read(directory).source(planner, world, done::contains);
    }

    private Plan carryOut(PlanSource approved) {
        return approved.plan(guests(), PlanSource.Meanwhile.NOTHING, UnaryOperator.identity());
    }

    private static List<String> destinations(Plan plan) {
        return plan.moves().stream()
                .map(move -> move.guest().name() + ">" + move.destination())
                .sorted()
                .toList();
    }

    @Test
    void theSameMovesAreMadeEvenWhereOthersWouldBeBetterNow() {
        List<String> before = destinations(fresh());
        PlanSource approved = approved();
        world.destination("kvm-04", 6400);

        assertThat(destinations(carryOut(approved))).isEqualTo(before);
        assertThat(destinations(fresh())).isNotEqualTo(before);
    }

    @Test
    void aGuestThatCameOrWentIsAReasonToRefuse() {
        PlanSource approved = approved();
        world.guests.values().removeIf(guest -> guest.name().equals("db"));
        world.guest("new");

        assertThatThrownBy(() -> carryOut(approved))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("new has come to kvm-01")
                .hasMessageContaining("db no longer runs on kvm-01")
                .hasMessageContaining("--dry-run");
    }

    @Test
    void aGuestThatGrewIsAReasonToRefuse() {
        PlanSource approved = approved();
        Guest web = world.guest("web");
        world.put(new Guest(web.uuid(), "web", 3L << 30, 8, 1, 0, Strategy.MIGRATE, Set.of(), Set.of()));

        assertThatThrownBy(() -> carryOut(approved)).hasMessageContaining("web has 8 CPUs and needs 3221225472 bytes");
    }

    @Test
    void aMoveThatIsNoLongerPossibleIsAReasonToRefuse() {
        PlanSource approved = approved();
        world.destinations.clear();
        world.destination("kvm-02", 0);
        world.destination("kvm-03", 64);

        assertThatThrownBy(() -> carryOut(approved))
                .hasMessageContaining("can no longer go to kvm-02")
                .hasMessageContaining("needs 1.0 GiB of memory, 0 B free");
    }

    @Test
    void aGuestThatWishesSomethingElseNowIsAReasonToRefuse() {
        PlanSource approved = approved();
        Guest web = world.guest("web");
        world.put(web.withStrategy(Strategy.SHUTDOWN));

        assertThatThrownBy(() -> carryOut(approved))
                .hasMessageContaining(
                        "web: its strategy is shutdown, and in the plan that is carried out it is migrate");
    }

    @Test
    void aDiskThatWouldBeCopiedNowIsAReasonToRefuse() {
        PlanSource approved = approved();
        world.copying.add(world.guest("web").uuid());

        assertThatThrownBy(() -> carryOut(approved))
                .hasMessageContaining("web can no longer go to")
                .hasMessageContaining("its disks would be copied, and in the plan that is carried out they stay");
    }

    @Test
    void whatAnEarlierProcessHasDoneOfItIsNoChange() {
        PlanSource approved = approved();
        Guest web = world.guest("web");
        done.add(web.uuid());
        world.guests.remove(web.uuid());

        assertThat(carryOut(approved).moves())
                .extracting(move -> move.guest().name())
                .containsExactly("db");
    }

    @Test
    void untilItIsAcceptedNothingMayBeUnderWay() {
        PlanSource approved = approved();

        assertThat(approved.comparesTheWorld()).isTrue();
        carryOut(approved);
        assertThat(approved.comparesTheWorld()).isFalse();
    }

    @Test
    void aGuestThatComesAndWishesToBeShutDownIsNot() {
        PlanSource approved = approved();
        carryOut(approved);
        world.put(world.guest("late").withStrategy(Strategy.SHUTDOWN));

        Plan later = carryOut(approved);

        assertThat(later.shutdown()).isEmpty();
        assertThat(later.isComplete()).isFalse();
        assertThat(later.staying())
                .singleElement()
                .satisfies(staying -> assertThat(staying.reason()).contains("not in the plan that is carried out"));
    }

    @Test
    void afterTheStartAGuestThatComesStaysInsteadOfEndingEverything() {
        PlanSource approved = approved();
        carryOut(approved);
        world.guest("late");

        Plan later = carryOut(approved);

        assertThat(later.staying()).singleElement().satisfies(staying -> {
            assertThat(staying.guest().name()).isEqualTo("late");
            assertThat(staying.reason()).contains("not in the plan that is carried out");
        });
        assertThat(later.moves()).extracting(PlannedMove::destination).hasSize(2);
    }

    @Test
    void theFileHoldsEveryReasonWhyNot() {
        world.put(new Guest(
                world.guest("huge").uuid(), "huge", 900L << 30, 1, 1, 0, Strategy.MIGRATE, Set.of(), Set.of("kvm-02")));

        String json = PlanFile.json(fresh());

        assertThat(json)
                .contains("\"kind\" : \"pin\"", "\"kind\" : \"memory\"")
                .contains("its metadata pins it to kvm-02")
                .contains("needs 900.0 GiB of memory, 64.0 GiB free")
                .contains("\"complete\" : false", "\"proven\" : true");
    }

    @Test
    void whatIsNoPlanIsSaidSo() {
        assertThatThrownBy(() -> PlanFile.parse("{\"version\":1,\"kind\":\"migrate\"}", "x.json"))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("x.json is not a plan of version 1");
        assertThatThrownBy(() -> PlanFile.parse("{", "x.json")).hasMessageContaining("x.json is not a plan");
        assertThatThrownBy(() ->
                        PlanFile.parse("{\"version\":1,\"kind\":\"plan\",\"guests\":[{\"uuid\":\"no\"}]}", "x.json"))
                .hasMessageContaining("x.json is not a plan");
        assertThatThrownBy(() -> PlanFile.parse(PlanFile.json(fresh()).replace("\"migrate\"", "\"fly\""), "x.json"))
                .hasMessageContaining("\"fly\" is none of");
        assertThatThrownBy(() -> PlanFile.read(directory.resolve("none.json"))).hasMessageContaining("none.json");
    }
}
