package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.time.Duration;

/**
 * One guest with its destination.
 *
 * @param start expected, since the first move
 * @param expected how long the move will probably take: an estimate, for the order and for people
 */
public record PlannedMove(
        Guest guest, String source, String destination, Route route, Duration start, Duration expected) {

    /** Of memory and disk, that will probably be carried. */
    public long bytes() {
        return guest.expectedBytes() + route.copiedBytes();
    }

    public Limits.Lane lane() {
        return new Limits.Lane(source, destination, route.copiesDisks());
    }

    PlannedMove at(Duration time) {
        return new PlannedMove(guest, source, destination, route, time, expected);
    }
}
