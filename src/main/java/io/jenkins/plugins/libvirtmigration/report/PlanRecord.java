package io.jenkins.plugins.libvirtmigration.report;

import java.util.List;

/**
 * What an evacuation meant to do before the first move, and what stood in the way of each pair of guest and destination.
 *
 * @param goal spread or pack
 * @param destinations in the order in which they were given
 * @param obstacles a pair that has none was possible
 * @param obstaclesLeftOut how many more there were: of thousands of guests only the first are kept; plan.json has all
 * @param bytes of memory and disks that were probably to be carried
 * @param expectedMillis from the first start to the last end, as estimated
 * @param linkBytesPerSecond that all moves together may carry; null where that is not known
 */
public record PlanRecord(
        String goal,
        List<String> destinations,
        List<PlannedGuest> guests,
        List<PlannedObstacle> obstacles,
        long obstaclesLeftOut,
        Long bytes,
        Long expectedMillis,
        Long linkBytesPerSecond) {
    public static final int MOST_OBSTACLES = 5_000;

    public PlanRecord {
        destinations = destinations == null ? List.of() : List.copyOf(destinations);
        guests = guests == null ? List.of() : List.copyOf(guests);
        obstacles = obstacles == null ? List.of() : List.copyOf(obstacles);
    }

    /**
     * @param destination null: no move was planned
     * @param reason why not; null where a move was planned
     * @param startMillis expected, since the first move
     * @param expectedMillis how long the move probably takes
     */
    public record PlannedGuest(
            String vm, String uuid, String destination, String reason, Long startMillis, Long expectedMillis) {}

    /** @param kind route, pin, group, memory, cpus or disk-space */
    public record PlannedObstacle(String uuid, String destination, String kind, String reason) {}
}
