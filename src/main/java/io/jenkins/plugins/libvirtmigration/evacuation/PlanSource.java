package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.HostCapacity;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Planner;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where an evacuation gets its plan from, at the start and whenever the world has changed. */
@FunctionalInterface
interface PlanSource {

    /**
     * @param guests that are still to go
     * @param underWay moves that were promised their place
     * @param barred takes the routes out that have failed already
     */
    Plan plan(List<Guest> guests, List<PlannedMove> underWay, UnaryOperator<Route.Table> barred);

    /** Whether the next plan may be refused because of what the hosts have, so that nothing may be under way then. */
    default boolean comparesTheWorld() {
        return false;
    }

    /** A plan made anew each time, from what the hosts say now. */
    static PlanSource fresh(String source, Planner planner, World world) {
        return (guests, underWay, barred) -> {
            World.Survey survey = world.survey(guests);
            List<HostCapacity> free = survey.destinations().stream()
                    .map(host -> reserved(host, underWay))
                    .toList();
            return planner.plan(source, guests, free, barred.apply(survey.routes()));
        };
    }

    /**
     * What a host has left when every move to it has ended. A move that has begun may show in the host's own figures
     * already, and is counted twice then: that errs on the safe side, and only while it is under way.
     */
    private static HostCapacity reserved(HostCapacity host, List<PlannedMove> underWay) {
        HostCapacity left = host;
        for (PlannedMove move : underWay) {
            if (move.destination().equals(host.name())) {
                left = left.reserve(move.guest(), move.route());
            }
        }
        return left;
    }
}
