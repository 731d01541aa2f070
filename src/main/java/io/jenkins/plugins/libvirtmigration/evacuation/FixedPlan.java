package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Planner;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Staying;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.evacuation.world.World;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A plan that somebody has approved: exactly its moves are made, each in the planned manner. It is refused where a guest
 * came, went, wishes something else, or needs more or less than then, or where a planned move is no longer possible.
 */
public final class FixedPlan {
    private static final String STRANGER = "the guest is not in the plan that is carried out";

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
     * @param strategy what is to be done with it
     * @param copiesDisks whether its disks go with it
     * @param cpus virtual ones
     */
    public record Line(
            UUID uuid,
            String vm,
            String destination,
            Strategy strategy,
            boolean copiesDisks,
            long memoryBytes,
            int cpus) {}

    public String host() {
        return host;
    }

    /** @param done guests of the plan that an earlier process has moved or shut down: they need not be there any more */
    PlanSource source(Planner planner, World world, Predicate<UUID> done) {
        PlanSource fresh = PlanSource.fresh(host, planner, world);
        return new PlanSource() {
            private boolean accepted;

            @Override
            public Plan plan(List<Guest> guests, Meanwhile meanwhile, UnaryOperator<Route.Table> barred) {
                Plan plan = fresh.plan(guests, meanwhile, routes -> asPlanned(barred.apply(routes)));
                if (!accepted) {
                    refuseChanges(guests, plan, done);
                    accepted = true;
                }
                return withoutStrangers(plan);
            }

            @Override
            public boolean comparesTheWorld() {
                return !accepted;
            }
        };
    }

    private Route.Table asPlanned(Route.Table routes) {
        return (guest, destination) -> {
            Line line = lines.get(guest.uuid());
            if (line == null) {
                return Route.closed(List.of(STRANGER));
            }
            if (!destination.name().equals(line.destination())) {
                return Route.closed(List.of("the plan that is carried out does not send it there"));
            }
            if (line.strategy() != guest.strategy()) {
                return Route.closed(List.of(otherwise(line, guest)));
            }
            Route route = routes.between(guest, destination);
            return route.isOpen() && route.copiesDisks() != line.copiesDisks()
                    ? Route.closed(List.of("its disks would " + (line.copiesDisks() ? "stay" : "be copied")
                            + ", and in the plan that is carried out they "
                            + (line.copiesDisks() ? "are copied" : "stay where they are")))
                    : route;
        };
    }

    private static String otherwise(Line line, Guest guest) {
        return "its strategy is " + Words.of(guest.strategy()) + ", and in the plan that is carried out it is "
                + Words.of(line.strategy());
    }

    /** A guest that wishes to be shut down is not, unless the plan says so. */
    private Plan withoutStrangers(Plan plan) {
        List<Guest> planned = new ArrayList<>();
        List<Staying> staying = new ArrayList<>(plan.staying());
        for (Guest guest : plan.shutdown()) {
            Line line = lines.get(guest.uuid());
            if (line != null && line.strategy() == guest.strategy()) {
                planned.add(guest);
            } else {
                staying.add(new Staying(guest, true, line == null ? STRANGER : otherwise(line, guest)));
            }
        }
        return new Plan(
                plan.source(),
                plan.goal(),
                plan.moves(),
                staying,
                planned,
                plan.proven(),
                plan.stayIdle(),
                plan.matrix());
    }

    private void refuseChanges(List<Guest> guests, Plan plan, Predicate<UUID> done) {
        List<String> changes = new ArrayList<>();
        Map<UUID, Guest> present = new LinkedHashMap<>();
        guests.stream().filter(guest -> !done.test(guest.uuid())).forEach(guest -> present.put(guest.uuid(), guest));
        for (Guest guest : present.values()) {
            Line line = lines.get(guest.uuid());
            if (line == null) {
                changes.add(guest.name() + " has come to " + host);
                continue;
            }
            if (line.memoryBytes() != guest.memoryBytes() || line.cpus() != guest.cpus()) {
                changes.add(guest.name() + " has " + guest.cpus() + " CPUs and needs " + guest.memoryBytes()
                        + " bytes of memory, not " + line.cpus() + " and " + line.memoryBytes());
            }
            if (line.strategy() != guest.strategy()) {
                changes.add(guest.name() + ": " + otherwise(line, guest));
            }
        }
        lines.values().stream()
                .filter(line -> !present.containsKey(line.uuid()) && !done.test(line.uuid()))
                .forEach(line -> changes.add(line.vm() + " no longer runs on " + host));
        for (Staying staying : plan.staying()) {
            Line line = lines.get(staying.guest().uuid());
            boolean sameStrategy =
                    line != null && line.strategy() == staying.guest().strategy();
            if (sameStrategy && line.destination() != null && present.containsKey(line.uuid())) {
                changes.add(line.vm() + " can no longer go to " + line.destination() + " (" + staying.reason() + ")");
            }
        }
        if (!changes.isEmpty()) {
            throw new PlanRefusedException(changes);
        }
    }
}
