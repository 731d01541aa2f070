package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Wait;
import io.jenkins.plugins.libvirtmigration.report.PlanRecord.PlannedGuest;
import io.jenkins.plugins.libvirtmigration.report.PlanRecord.PlannedObstacle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a page says of many moves together, and of their plan. */
class FleetPageTest {
    private static final String EVIL = "<img src=x onerror=alert(1)>";

    private static PlanRecord plan(List<String> hosts, Long link) {
        return new PlanRecord(
                "spread",
                hosts,
                List.of(
                        new PlannedGuest("web-1", "u1", "kvm-02", null, 0L, 9_000L),
                        new PlannedGuest(EVIL, "u2", null, "no place: " + EVIL, null, null)),
                List.of(
                        new PlannedObstacle("u2", "kvm-02", "memory", "needs 8.0 GiB, 1.0 GiB free"),
                        new PlannedObstacle("u2", "kvm-02", "pin", "pinned to " + EVIL),
                        new PlannedObstacle("u1", "kvm-03", "group", "another guest of its group")),
                3,
                8L << 30,
                61_000L,
                link);
    }

    private static PageTree page(PlanRecord plan, MigrationRecord... moves) {
        return PageTree.of(Moves.report(List.of(moves)).withPlan(plan));
    }

    @Test
    void showsHowFiguresAreSpread() {
        List<MigrationRecord> moves = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            moves.add(Moves.move("vm-" + i, Outcome.SUCCEEDED, i, 1_000L * i, (long) i, null));
        }
        PageTree page = PageTree.of(Moves.report(moves));
        assertThat(page.table("How the figures are spread over the moves"))
                .contains(
                        List.of("Paused, says libvirt", "100", "50 ms", "95 ms", "100 ms"),
                        List.of("Duration of the move", "100", "50.0 s", "1 min 35 s", "1 min 40 s"))
                .noneMatch(row -> row.get(0).startsWith("Waited"));
    }

    @Test
    void comparesTheRateWithTheLinkWhereThatIsKnown() {
        // Two moves of 10 s side by side carry 2 GB in 10 s: 200 MB a second.
        MigrationRecord one = Moves.move("a", 0, 10_000L);
        MigrationRecord other = Moves.move("b", 0, 10_000L);
        assertThat(page(plan(List.of("kvm-02"), 250_000_000L), one, other).text())
                .contains("80 % of the 238.4 MiB/s that all moves may take")
                .contains("the plan expected 1 min 1 s");
        assertThat(page(null, one, other).text())
                .contains("190.7 MiB/s")
                .doesNotContain("that all moves may take")
                .doesNotContain("the plan expected");
    }

    @Test
    void saysWhatMovesWaitedFor() {
        PageTree page = page(
                null,
                Moves.move("a", 0, 10_000L),
                Moves.move("b", Outcome.SUCCEEDED, 10, 10_000L, null, new Wait(10_000, EVIL)),
                Moves.move("c", Outcome.SUCCEEDED, 20, 10_000L, null, new Wait(20_000, EVIL)));
        assertThat(page.table("What moves waited for")).contains(List.of(EVIL, "2", "20.0 s"));
        assertThat(page.elements("img")).isEmpty();
        assertThat(page.table("Every VM, where it runs, and how long it was silent"))
                .anyMatch(row -> row.get(0).equals("b") && row.get(5).equals("10.0 s"))
                .anyMatch(row -> row.get(0).equals("a") && row.get(5).isEmpty());
    }

    @Test
    void showsThePlanWithEveryReasonWhyNot() {
        PageTree page = page(plan(List.of("kvm-02", "kvm-03"), null), Moves.move("web-1", 0, 9_000L));
        List<List<String>> matrix = page.table("Who can go where, and every reason why not");
        assertThat(matrix.get(0)).containsExactly("VM", "kvm-02", "kvm-03", "Otherwise");
        assertThat(matrix.get(1))
                .containsExactly("web-1", "→ planned", "✕ not possiblegroup: another guest of its group", "");
        assertThat(matrix.get(2))
                .containsExactly(
                        EVIL,
                        "✕ not possiblememory: needs 8.0 GiB, 1.0 GiB freepin: pinned to " + EVIL,
                        "possible",
                        "no place: " + EVIL);
        assertThat(page.elements("img")).isEmpty();
        assertThat(page.text()).contains("1 of 2 VMs had a destination", "3 more were found");
    }

    @Test
    void listsThePlanWhereThereAreTooManyDestinations() {
        List<String> hosts = IntStream.range(0, 40).mapToObj(i -> "kvm-" + i).toList();
        PageTree page = page(plan(hosts, null), Moves.move("web-1", 0, 9_000L));
        assertThat(page.table("Where each VM was to go")).contains(List.of("web-1", "kvm-02", ""));
        assertThat(page.table("Every reason why not"))
                .contains(List.of(EVIL, "kvm-02", "memory", "needs 8.0 GiB, 1.0 GiB free"));
    }
}
