package io.jenkins.plugins.libvirtmigration.request;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a migration may take.
 *
 * @param perGibibyte multiplied with the size of what is moved; the smaller of this and the timeout counts
 * @param timeout absolute, where given
 * @param stallTimeout how long the remaining data may stay above its lowest mark; zero turns the watchdog off
 */
public record Patience(
        Duration perGibibyte, Optional<Duration> timeout, TimeoutAction onTimeout, Duration stallTimeout) {

    /** 800 s a GiB and abort as in Nova, 150 s without progress as in KubeVirt. */
    public static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(800), Optional.empty(), TimeoutAction.ABORT, Duration.ofSeconds(150));
}
