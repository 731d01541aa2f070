package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.HostCapacity;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Planner;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import io.jenkins.plugins.libvirtmigration.evacuation.world.World;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where an evacuation gets its plan from, at the start and whenever the world has changed. */
@FunctionalInterface
interface PlanSource {

    /**
     * @param guests that are still to go
     * @param meanwhile what goes on while hosts are asked
     * @param barred takes the routes out that have failed already
     */
    Plan plan(List<Guest> guests, Meanwhile meanwhile, UnaryOperator<Route.Table> barred);

    /** To ask hosts for all that a plan is made of may take minutes; moves go on, end and begin by then. */
    interface Meanwhile {
        /** Where nothing happens beside it. */
        Meanwhile NOTHING = new Meanwhile() {
            @Override
            public boolean goesOn() {
                return true;
            }

            @Override
            public boolean isStillToGo(Guest guest) {
                return true;
            }

            @Override
            public List<PlannedMove> underWay() {
                return List.of();
            }
        };

        /** Called from time to time while hosts are asked; false: the plan is not needed any more. */
        boolean goesOn();

        /** Whether a guest that was to go then is to go now. */
        boolean isStillToGo(Guest guest);

        /** Moves that are promised their place now. */
        List<PlannedMove> underWay();
    }

    /** Whether the next plan may be refused because of what the hosts have, so that nothing may be under way then. */
    default boolean comparesTheWorld() {
        return false;
    }

    /** A plan made anew each time, from what the hosts say now. */
    static PlanSource fresh(String source, Planner planner, World world) {
        return (guests, meanwhile, barred) -> {
            World.Survey survey = world.survey(guests, meanwhile::goesOn);
            List<Guest> left = guests.stream().filter(meanwhile::isStillToGo).toList();
            List<PlannedMove> underWay = meanwhile.underWay();
            List<HostCapacity> free = survey.destinations().stream()
                    .map(host -> reserved(host, underWay))
                    .toList();
            return planner.plan(source, left, free, barred.apply(survey.routes()));
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
