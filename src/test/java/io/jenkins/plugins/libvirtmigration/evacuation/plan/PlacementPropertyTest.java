package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every plan, found on thousands of small problems where all possibilities can be tried. */
class PlacementPropertyTest {

    /** A problem with everything in it: memory, CPUs, file systems, groups, pins, closed routes. */
    record Case(List<Guest> guests, List<HostCapacity> hosts, Map<String, Route> routes) {
        Route route(Guest guest, HostCapacity host) {
            return routes.get(guest.name() + ">" + host.name());
        }

        Plan plan(Goal goal) {
            return new Planner(goal, Limits.DEFAULT, Optional.empty()).plan("source", guests, hosts, this::route);
        }

        HostCapacity host(String name) {
            return hosts.stream()
                    .filter(host -> host.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.randomValue(PlacementPropertyTest::random);
    }

    private static Case random(Random random) {
        int tightness = 2 + random.nextInt(8);
        List<HostCapacity> hosts = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            int memory = random.nextInt(2 * tightness + 1);
            HostCapacity host = new HostCapacity(
                    "host-" + i,
                    new Amount((memory + random.nextInt(4)) * Cases.GIB, memory * Cases.GIB),
                    random.nextInt(4) == 0 ? Amount.UNLIMITED : Amount.of(random.nextInt(9)),
                    Map.of("fast", Amount.of(random.nextInt(12) * Cases.GIB), "slow", Amount.of(6 * Cases.GIB)),
                    random.nextInt(5) == 0 ? Set.of("g" + random.nextInt(2)) : Set.of(),
                    random.nextBoolean());
            hosts.add(host);
        }
        List<Guest> guests = new ArrayList<>();
        Map<String, Route> routes = new HashMap<>();
        for (int i = 0; i < random.nextInt(8); i++) {
            Guest guest = Cases.guest("vm-" + i, random.nextInt(6), random.nextInt(4));
            if (random.nextInt(3) == 0) {
                guest = Cases.inGroup(guest, "g" + random.nextInt(2));
            }
            if (random.nextInt(5) == 0) {
                guest = Cases.pinned(guest, "host-" + random.nextInt(4), "host-" + random.nextInt(4));
            }
            guests.add(guest);
            for (HostCapacity host : hosts) {
                routes.put(guest.name() + ">" + host.name(), route(random));
            }
        }
        return new Case(guests, hosts, routes);
    }

    private static Route route(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Route.closed(List.of("its CPU is not known there"));
            case 1 -> Route.copying("fast", random.nextInt(7) * Cases.GIB);
            case 2 -> Route.copying(random.nextInt(8) == 0 ? "missing" : "slow", (1 + random.nextInt(4)) * Cases.GIB);
            default -> Route.OPEN;
        };
    }

    @Property(tries = 3000)
    void nothingIsOverCapacityOrAgainstAConstraint(@ForAll("cases") Case problem, @ForAll Goal goal) {
        Map<String, List<PlannedMove>> byHost =
                problem.plan(goal).moves().stream().collect(Collectors.groupingBy(PlannedMove::destination));
        byHost.forEach((name, moves) -> {
            HostCapacity host = problem.host(name);
            assertThat(sum(moves, move -> move.guest().memoryBytes()))
                    .isLessThanOrEqualTo(Math.max(0, host.memory().free()));
            assertThat(sum(moves, move -> move.guest().cpus()))
                    .isLessThanOrEqualTo(host.cpus().free());
            assertThat(Set.of("fast", "slow"))
                    .allSatisfy(store -> assertThat(
                                    sum(moves, move -> move.route().space().getOrDefault(store, 0L)))
                            .isLessThanOrEqualTo(host.stores().get(store).free()));
            Set<String> groups = new HashSet<>(host.groups());
            for (PlannedMove move : moves) {
                assertThat(move.route().obstacles()).isEmpty();
                assertThat(move.route().space()).doesNotContainKey("missing");
                Set<String> pins = move.guest().pins();
                assertThat(pins.isEmpty() || pins.contains(name)).isTrue();
                assertThat(move.guest().groups()).allMatch(groups::add);
            }
        });
    }

    private static long sum(List<PlannedMove> moves, ToLongFunction<PlannedMove> figure) {
        return moves.stream().mapToLong(figure).sum();
    }

    @Property(tries = 3000)
    void asManyGuestsHaveAPlaceAsTryingEverythingFinds(@ForAll("cases") Case problem, @ForAll Goal goal) {
        int possible = new Exhaustive(problem).most();
        Plan plan = problem.plan(goal);
        assertThat(plan.moves()).hasSize(possible);
        assertThat(plan.proven()).isTrue();
    }

    @Property(tries = 1000)
    void everyGuestIsAccountedForOnce(@ForAll("cases") Case problem, @ForAll Goal goal) {
        Plan plan = problem.plan(goal);
        List<Guest> all =
                new ArrayList<>(plan.moves().stream().map(PlannedMove::guest).toList());
        plan.staying().forEach(staying -> {
            all.add(staying.guest());
            assertThat(staying.reason())
                    .contains(problem.hosts().stream().map(HostCapacity::name).toList());
        });
        assertThat(all).containsExactlyInAnyOrderElementsOf(problem.guests());
    }

    @Property(tries = 1000)
    void theOrderOfTheGuestsDoesNotMatter(@ForAll("cases") Case problem, @ForAll Goal goal, @ForAll Random random) {
        List<Guest> shuffled = new ArrayList<>(problem.guests());
        Collections.shuffle(shuffled, random);
        Plan other = new Case(shuffled, problem.hosts(), problem.routes()).plan(goal);
        assertThat(other.moves()).isEqualTo(problem.plan(goal).moves());
        assertThat(other.staying()).isEqualTo(problem.plan(goal).staying());
    }

    @Property(tries = 1000)
    void aPairThatCouldNotBeHasAReason(@ForAll("cases") Case problem) {
        Matrix matrix = problem.plan(Goal.SPREAD).matrix();
        for (int guest = 0; guest < matrix.guests().size(); guest++) {
            for (int host = 0; host < matrix.hosts().size(); host++) {
                Guest what = matrix.guests().get(guest);
                HostCapacity where = matrix.hosts().get(host);
                Case alone = new Case(List.of(what), List.of(where), problem.routes());
                assertThat(matrix.obstacles(guest, host).isEmpty()).isEqualTo(new Exhaustive(alone).most() == 1);
            }
        }
    }

    /** Tries every host, and none, for every guest: written apart from the planner, as plainly as can be. */
    private static final class Exhaustive {
        private final Case problem;

        Exhaustive(Case problem) {
            this.problem = problem;
        }

        int most() {
            return most(0, problem.hosts());
        }

        private int most(int next, List<HostCapacity> hosts) {
            if (next == problem.guests().size()) {
                return 0;
            }
            Guest guest = problem.guests().get(next);
            int best = most(next + 1, hosts);
            for (int i = 0; i < hosts.size() && best < problem.guests().size() - next; i++) {
                HostCapacity host = hosts.get(i);
                Route route = problem.route(guest, host);
                if (mayGo(guest, host, route)) {
                    List<HostCapacity> after = new ArrayList<>(hosts);
                    after.set(i, host.reserve(guest, route));
                    best = Math.max(best, 1 + most(next + 1, after));
                }
            }
            return best;
        }

        private static boolean mayGo(Guest guest, HostCapacity host, Route route) {
            return route.isOpen()
                    && (guest.pins().isEmpty() || guest.pins().contains(host.name()))
                    && Collections.disjoint(guest.groups(), host.groups())
                    && (guest.memoryBytes() == 0
                            || guest.memoryBytes() <= host.memory().free())
                    && (guest.cpus() == 0 || guest.cpus() <= host.cpus().free())
                    && route.space().entrySet().stream()
                            .allMatch(need -> host.stores().containsKey(need.getKey())
                                    && (need.getValue() == 0
                                            || need.getValue()
                                                    <= host.stores()
                                                            .get(need.getKey())
                                                            .free()));
        }
    }
}
