package io.jenkins.plugins.libvirtmigration.evacuation.plan;

import java.util.List;
import java.util.Map;

/**
 * What is known of moving one guest to one destination, whatever else moves.
 *
 * @param obstacles every reason why it cannot go there (CPU, network, a device...), each a sentence; empty: it can
 * @param space bytes that its copied disks need on the destination, by file system
 * @param copiedBytes of disk that will probably be carried; 0 where the destination sees the disks
 */
public record Route(List<String> obstacles, Map<String, Long> space, long copiedBytes) {
    /** Nothing in the way, and nothing to copy. */
    public static final Route OPEN = new Route(List.of(), Map.of(), 0);

    public Route {
        obstacles = List.copyOf(obstacles);
        space = Map.copyOf(space);
        if (copiedBytes < 0 || space.values().stream().anyMatch(bytes -> bytes < 0)) {
            throw new IllegalArgumentException("a copy of less than nothing: " + copiedBytes + ", " + space);
        }
    }

    public static Route closed(List<String> obstacles) {
        return new Route(obstacles, Map.of(), 0);
    }

    public static Route copying(String store, long bytes) {
        return new Route(List.of(), Map.of(store, bytes), bytes);
    }

    public boolean isOpen() {
        return obstacles.isEmpty();
    }

    public boolean copiesDisks() {
        return !space.isEmpty();
    }

    /** All routes of an evacuation; asked once for each pair. */
    @FunctionalInterface
    public interface Table {
        Route between(Guest guest, HostCapacity destination);
    }
}
