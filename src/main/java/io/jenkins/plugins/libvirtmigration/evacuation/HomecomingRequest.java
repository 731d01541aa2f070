package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.time.Duration;
import java.util.Optional;

/**
 * How guests are to be brought home.
 *
 * @param totalRate shared out among the moves under way
 * @param deadline no move starts later, and those under way are aborted
 * @param replaceLeftImages a guest whose disks were copied away may be copied back onto the images that it left at home, and
 *     the copies elsewhere are removed afterwards; else such a guest is refused
 */
public record HomecomingRequest(
        Limits limits, Optional<Bandwidth> totalRate, Duration deadline, boolean replaceLeftImages) {}
