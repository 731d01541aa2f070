package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import static io.jenkins.plugins.libvirtmigration.evacuation.plan.Cases.guest;
import static io.jenkins.plugins.libvirtmigration.evacuation.plan.Cases.urgent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static PlannedMove move(Guest guest, String destination, boolean block, int seconds) {
        Route route = block ? Route.copying("disk", 1) : Route.OPEN;
        return new PlannedMove(guest, "source", destination, route, Duration.ZERO, Duration.ofSeconds(seconds));
    }

    private static List<String> names(List<PlannedMove> moves) {
        return moves.stream().map(move -> move.guest().name()).toList();
    }

    @Test
    void priorityGoesFirstThenTheLongest() {
        List<PlannedMove> order = new Timetable(new Limits(1, 1, 1, 1))
                .order(List.of(
                        move(guest("short", 1, 1), "x", false, 3),
                        move(guest("long", 1, 1), "x", false, 30),
                        move(urgent(guest("urgent", 1, 1), 5), "x", false, 1),
                        move(urgent(guest("last", 1, 1), -5), "x", false, 99)));

        assertThat(names(order)).containsExactly("urgent", "long", "short", "last");
        assertThat(order)
                .extracting(PlannedMove::start)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(31), Duration.ofSeconds(34));
    }

    @Test
    void aMoveThatALimitHoldsBackLetsTheNextPass() {
        List<PlannedMove> order = new Timetable(new Limits(4, 1, 4, 1))
                .order(List.of(
                        move(guest("a", 1, 1), "x", false, 50),
                        move(guest("b", 1, 1), "x", false, 40),
                        move(guest("c", 1, 1), "y", false, 10)));

        assertThat(names(order)).containsExactly("a", "c", "b");
        assertThat(order.get(2).start()).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void oneBlockCopyAtATimeWhileOthersGoOn() {
        List<PlannedMove> order = new Timetable(Limits.DEFAULT)
                .order(List.of(
                        move(guest("copy-1", 1, 1), "x", true, 60),
                        move(guest("copy-2", 1, 1), "y", true, 50),
                        move(guest("shared", 1, 1), "y", false, 5)));

        assertThat(names(order)).containsExactly("copy-1", "shared", "copy-2");
        assertThat(order.get(2).start()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatThrownBy(() -> new Limits(2, 0, 5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 in");
    }

    @Provide
    Arbitrary<List<PlannedMove>> moves() {
        return Arbitraries.randomValue(random -> {
            List<PlannedMove> moves = new ArrayList<>();
            for (int i = 0; i < random.nextInt(30); i++) {
                Guest guest = urgent(guest("vm-" + i, 1, 1), random.nextInt(3));
                moves.add(move(guest, "host-" + random.nextInt(4), random.nextBoolean(), 1 + random.nextInt(50)));
            }
            return moves;
        });
    }

    @Property(tries = 500)
    void noLimitIsEverExceeded(@ForAll("moves") List<PlannedMove> moves, @ForAll Random random) {
        Limits limits =
                new Limits(1 + random.nextInt(4), 1 + random.nextInt(3), 1 + random.nextInt(5), 1 + random.nextInt(2));
        List<PlannedMove> order = new Timetable(limits).order(moves);

        assertThat(names(order)).containsExactlyInAnyOrderElementsOf(names(moves));
        for (PlannedMove start : order) {
            List<PlannedMove> together = order.stream()
                    .filter(other -> other.start().compareTo(start.start()) <= 0
                            && other.start().plus(other.expected()).compareTo(start.start()) > 0)
                    .toList();
            assertThat(together).hasSizeLessThanOrEqualTo(Math.min(limits.total(), limits.perSource()));
            assertThat(together.stream().filter(other -> other.route().copiesDisks()))
                    .hasSizeLessThanOrEqualTo(limits.blockPerHost());
            assertThat(together.stream().filter(other -> other.destination().equals(start.destination())))
                    .hasSizeLessThanOrEqualTo(limits.perDestination());
        }
    }
}
