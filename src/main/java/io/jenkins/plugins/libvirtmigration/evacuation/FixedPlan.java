package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Planner;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Staying;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A plan that somebody has approved: exactly its moves are made. It is refused where a guest came, went, or needs more or
 * less than then, or where a planned move is no longer possible.
 */
public final class FixedPlan {
    private final String host;
    private final Map<UUID, Line> lines;

    /** @param lines every guest that was on the host */
    public FixedPlan(String host, List<Line> lines) {
        this.host = Objects.requireNonNull(host, "host");
        this.lines = new LinkedHashMap<>();
        lines.forEach(line -> this.lines.put(line.uuid(), line));
    }

    /**
     * @param destination null for a guest that stays
     * @param cpus virtual ones
     */
    public record Line(UUID uuid, String vm, String destination, long memoryBytes, int cpus) {}

    static List<Line> lines(Plan plan) {
        List<Line> lines = new ArrayList<>();
        plan.moves().forEach(move -> lines.add(line(move.guest(), move.destination())));
        plan.staying().forEach(staying -> lines.add(line(staying.guest(), null)));
        plan.shutdown().forEach(guest -> lines.add(line(guest, null)));
        return lines;
    }

    private static Line line(Guest guest, String destination) {
        return new Line(guest.uuid(), guest.name(), destination, guest.memoryBytes(), guest.cpus());
    }

    public String host() {
        return host;
    }

    PlanSource source(Planner planner, World world) {
        PlanSource fresh = PlanSource.fresh(host, planner, world);
        return new PlanSource() {
            private boolean accepted;

            @Override
            public Plan plan(List<Guest> guests, List<PlannedMove> underWay, UnaryOperator<Route.Table> barred) {
                Plan plan = fresh.plan(guests, underWay, routes -> asPlanned(barred.apply(routes)));
                if (!accepted) {
                    refuseChanges(guests, plan);
                    accepted = true;
                }
                return plan;
            }
        };
    }

    private Route.Table asPlanned(Route.Table routes) {
        return (guest, destination) -> {
            Line line = lines.get(guest.uuid());
            if (line == null) {
                return Route.closed(List.of("the guest is not in the plan that is carried out"));
            }
            return destination.name().equals(line.destination())
                    ? routes.between(guest, destination)
                    : Route.closed(List.of("the plan that is carried out does not send it there"));
        };
    }

    private void refuseChanges(List<Guest> guests, Plan plan) {
        List<String> changes = new ArrayList<>();
        Map<UUID, Guest> present = new LinkedHashMap<>();
        guests.forEach(guest -> present.put(guest.uuid(), guest));
        for (Guest guest : guests) {
            Line line = lines.get(guest.uuid());
            if (line == null) {
                changes.add(guest.name() + " has come to " + host);
            } else if (line.memoryBytes() != guest.memoryBytes() || line.cpus() != guest.cpus()) {
                changes.add(guest.name() + " has " + guest.cpus() + " CPUs and needs " + guest.memoryBytes()
                        + " bytes of memory, not " + line.cpus() + " and " + line.memoryBytes());
            }
        }
        lines.values().stream()
                .filter(line -> !present.containsKey(line.uuid()))
                .forEach(line -> changes.add(line.vm() + " no longer runs on " + host));
        for (Staying staying : plan.staying()) {
            Line line = lines.get(staying.guest().uuid());
            if (line != null && line.destination() != null) {
                changes.add(line.vm() + " can no longer go to " + line.destination() + " (" + staying.reason() + ")");
            }
        }
        if (!changes.isEmpty()) {
            throw new PlanRefusedException(changes);
        }
    }
}
