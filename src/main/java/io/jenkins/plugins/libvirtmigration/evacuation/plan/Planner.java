package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes the plan: placement ({@link Placement} names the method), then order and times. The same question always gets the
 * same answer, whatever the order in which the guests are given; of destinations that are alike the first named is taken.
 */
public final class Planner {
    /** What one gigabit link carries. Only for estimates where no rate is known. */
    private static final Bandwidth USUAL_LINK = new Bandwidth(118_000_000);

    private static final Comparator<Guest> BY_NAME =
            Comparator.comparing(Guest::name).thenComparing(Guest::uuid);

    private final Goal goal;
    private final Limits limits;
    private final Optional<Bandwidth> link;

    /** @param link the rate of all moves together out of a host, where it is known or limited */
    public Planner(Goal goal, Limits limits, Optional<Bandwidth> link) {
        this.goal = goal;
        this.limits = limits;
        this.link = link;
    }

    /**
     * @param destinations with what they have free now, less what moves under way were promised
     * @param routes asked for every guest that needs a destination, with every destination
     */
    public Plan plan(String source, List<Guest> guests, List<HostCapacity> destinations, Route.Table routes) {
        List<Guest> sorted = guests.stream().sorted(BY_NAME).toList();
        List<Guest> leaving = sorted.stream()
                .filter(guest -> guest.strategy().needsDestination())
                .toList();
        Placement placement = Placement.find(new Problem(leaving, destinations, routes), goal);
        Assignment assignment = placement.assignment();
        Matrix matrix = new Matrix(assignment);
        List<PlannedMove> moves = new ArrayList<>();
        List<Staying> staying = new ArrayList<>();
        for (int guest = 0; guest < leaving.size(); guest++) {
            if (assignment.isPlaced(guest)) {
                moves.add(move(source, assignment, guest));
            } else {
                staying.add(new Staying(leaving.get(guest), true, matrix.everyReason(guest)));
            }
        }
        sorted.stream()
                .filter(guest -> guest.strategy() == Strategy.SKIP)
                .forEach(guest -> staying.add(new Staying(guest, false, "its strategy is skip")));
        return new Plan(
                source,
                goal,
                new Timetable(limits).order(moves),
                staying,
                sorted.stream()
                        .filter(guest -> guest.strategy() == Strategy.SHUTDOWN)
                        .toList(),
                placement.proven(),
                stayIdle(assignment),
                matrix);
    }

    private PlannedMove move(String source, Assignment assignment, int guest) {
        int host = assignment.hostOf(guest);
        Guest what = assignment.problem.guests.get(guest);
        Route route = assignment.problem.route(guest, host);
        long slots = Math.min(limits.perSource(), limits.total());
        long rate = Math.max(1, link.orElse(USUAL_LINK).bytesPerSecond() / slots);
        Duration expected = Timetable.expected(assignment.bytes(guest, host), rate);
        return new PlannedMove(what, source, assignment.problem.hosts.get(host).name(), route, Duration.ZERO, expected);
    }

    private static List<String> stayIdle(Assignment assignment) {
        List<String> names = new ArrayList<>();
        for (int host = 0; host < assignment.problem.hosts.size(); host++) {
            if (!assignment.isOpen(host)) {
                names.add(assignment.problem.hosts.get(host).name());
            }
        }
        return names;
    }
}
