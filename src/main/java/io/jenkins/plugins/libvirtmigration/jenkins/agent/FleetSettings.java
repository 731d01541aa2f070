package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationRequest;
import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationRequest.Rhythm;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Limits and manners of a work that moves many guests, as they were written in the job.
 *
 * @param limits out of a host, into a host, in all, and of those that copy disks
 * @param totalBandwidth null: no limit
 * @param deadline null: the usual one
 * @param goal null: spread
 * @param tries how often a guest is tried
 * @param includePoweredOff guests that do not run are moved too
 * @param replaceLeftImages a guest whose disks were copied may be copied back onto the images that it left at home
 */
public record FleetSettings(
        int[] limits,
        String totalBandwidth,
        String deadline,
        String goal,
        boolean failFast,
        int tries,
        boolean includePoweredOff,
        boolean replaceLeftImages)
        implements Serializable {
    private static final long serialVersionUID = 1;

    public FleetSettings {
        limits = limits.clone();
    }

    public FleetSettings(
            int[] limits, String totalBandwidth, String deadline, String goal, boolean failFast, int tries) {
        this(limits, totalBandwidth, deadline, goal, failFast, tries, false, false);
    }

    public FleetSettings withPoweredOff(boolean included) {
        return new FleetSettings(limits, totalBandwidth, deadline, goal, failFast, tries, included, replaceLeftImages);
    }

    public FleetSettings withLeftImagesReplaced(boolean replaced) {
        return new FleetSettings(limits, totalBandwidth, deadline, goal, failFast, tries, includePoweredOff, replaced);
    }

    /** The same with each text as the function has it, for example with a build's parameters in their places. */
    public FleetSettings expanded(UnaryOperator<String> expand) {
        return new FleetSettings(
                limits,
                expand.apply(totalBandwidth),
                expand.apply(deadline),
                expand.apply(goal),
                failFast,
                tries,
                includePoweredOff,
                replaceLeftImages);
    }

    /** @throws IllegalArgumentException where a number makes no sense */
    Limits admitted() {
        return new Limits(limits[0], limits[1], limits[2], limits[3]);
    }

    Optional<Bandwidth> total() {
        return Optional.ofNullable(totalBandwidth)
                .map(text -> Parameter.read("totalBandwidth", text, Bandwidth::parse));
    }

    Duration until() {
        return deadline == null
                ? EvacuationRequest.USUAL_DEADLINE
                : Parameter.read("deadline", deadline, FleetSettings::time);
    }

    private static Duration time(String text) {
        Duration time = Durations.parse(text);
        if (time.isZero()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" leaves no time to move a guest: write for example 1h.");
        }
        return time;
    }

    /** @throws IllegalArgumentException naming the parameter, its value and what would be right */
    public EvacuationRequest request(String host) {
        Goal wanted = goal == null ? Goal.SPREAD : Parameter.read("goal", goal, text -> Words.parse(Goal.class, text));
        return new EvacuationRequest(
                host, wanted, admitted(), total(), until(), failFast, tries, Rhythm.USUAL, includePoweredOff);
    }
}
