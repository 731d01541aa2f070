package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.world.World;
import io.jenkins.plugins.libvirtmigration.evacuation.world.World.Seen;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks at the host that is emptied, and knows when it has been silent for too long. */
final class Lookout {
    private final World world;
    private final String host;
    private final Duration silence;
    private final EvacuationListener listener;
    private final Clock clock;
    private boolean reached;
    private Instant silentSince;

    /** @param silence how long a host that was reached may stay without an answer */
    Lookout(World world, String host, Duration silence, EvacuationListener listener, Clock clock) {
        this.world = world;
        this.host = host;
        this.silence = silence;
        this.listener = listener;
        this.clock = clock;
    }

    /** What the host has now; empty where it does not answer. */
    Optional<List<Seen>> look() {
        try {
            List<Seen> seen = world.look();
            silentSince = null;
            reached = true;
            return Optional.of(seen);
        } catch (HypervisorUnreachableException | LibvirtCallException e) {
            if (silentSince == null) {
                silentSince = clock.instant();
                listener.event(host + " does not answer: " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** Why nothing more can be expected of the host; empty while there is hope. */
    Optional<String> givesUp() {
        if (silentSince == null) {
            return Optional.empty();
        }
        if (!reached) {
            // A wrong key or name would only be refused again and again.
            return Optional.of(host + " could not be reached: nothing is started.");
        }
        return clock.instant().isAfter(silentSince.plus(silence))
                ? Optional.of(host + " has not answered for a long time: nothing more is started.")
                : Optional.empty();
    }
}
