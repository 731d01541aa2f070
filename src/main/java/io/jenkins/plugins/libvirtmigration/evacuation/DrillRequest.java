package io.jenkins.plugins.libvirtmigration.evacuation;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * That a host is to be emptied and refilled, to see whether that works.
 *
 * @param host the host's name
 * @param thresholds what it may cost
 * @param directory where the reports go: those of the halves into {@code evacuation} and {@code return} in it
 * @param replaceLeftImages guests whose disks are copied may come home onto the images that they left; else a drill that
 *     would copy disks is refused
 */
public record DrillRequest(String host, Thresholds thresholds, Optional<Path> directory, boolean replaceLeftImages) {
    /** Where in the directory the report of each half is. */
    public static final String EVACUATION = "evacuation";

    public static final String RETURN = "return";

    public DrillRequest {
        Objects.requireNonNull(host, "host");
    }

    public DrillRequest(String host, Thresholds thresholds, Optional<Path> directory) {
        this(host, thresholds, directory, false);
    }

    Optional<Path> evacuationDirectory() {
        return directory.map(path -> path.resolve(EVACUATION));
    }

    Optional<Path> returnDirectory() {
        return directory.map(path -> path.resolve(RETURN));
    }
}
