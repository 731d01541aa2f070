package io.jenkins.plugins.libvirtmigration.report;

import java.util.List;
import java.util.Optional;

/** What many figures have in common; each is one of the figures itself (nearest rank), never an invention between two. */
public record Distribution(int count, long median, long p95, long max) {

    /** Empty where there are none. */
    public static Optional<Distribution> of(List<Long> figures) {
        if (figures.isEmpty()) {
            return Optional.empty();
        }
        List<Long> sorted = figures.stream().sorted().toList();
        return Optional.of(
                new Distribution(sorted.size(), rank(sorted, 50), rank(sorted, 95), sorted.get(sorted.size() - 1)));
    }

    private static long rank(List<Long> sorted, int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }
}
