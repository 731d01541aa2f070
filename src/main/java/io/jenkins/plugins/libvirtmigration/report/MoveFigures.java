package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.time.Duration;

/** The figures of a move that people ask for first, in words. */
public final class MoveFigures {
    private MoveFigures() {}

    /** For example {@code it stood still for 85 ms, the move took 12 s}; the first is libvirt's figure. */
    public static String of(MigrationRecord move) {
        String still = move.downtimeMillis() == null
                ? "how long it stood still is not known"
                : "it stood still for " + move.downtimeMillis() + " ms";
        return move.totalMillis() == null
                ? still
                : still + ", the move took " + Durations.format(Duration.ofMillis(move.totalMillis()));
    }
}
