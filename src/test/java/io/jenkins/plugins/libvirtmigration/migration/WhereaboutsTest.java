package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhereaboutsTest {

    @ParameterizedTest(name = "source {0}, destination {1}: {2}")
    @CsvSource({
        "running, none,     ON_SOURCE",
        "running, defined,  ON_SOURCE",
        "running, silent,   ON_SOURCE",
        "none,    running,  ON_DESTINATION",
        "defined, running,  ON_DESTINATION",
        "silent,  running,  ON_DESTINATION",
        "paused,  running,  ON_DESTINATION_WITH_LEFT_OVER",
        "running, paused,   IN_FLIGHT",
        "migrating, none,   IN_FLIGHT",
        "migrating, silent, IN_FLIGHT",
        "paused,  none,     PAUSED_ON_SOURCE",
        "paused,  defined,  PAUSED_ON_SOURCE",
        "paused,  paused,   PAUSED_ON_BOTH",
        "paused,  silent,   UNKNOWN",
        "paused,  stateless, PAUSED_ON_BOTH",
        "none,    paused,   PAUSED_ON_DESTINATION",
        "none,    none,     NOWHERE",
        "defined, defined,  NOWHERE",
        "none,    silent,   UNKNOWN",
        "silent,  none,     UNKNOWN",
        "silent,  silent,   UNKNOWN",
        "running, running,  ON_BOTH",
    })
    void everyPairHasOneAnswer(String source, String destination, Whereabouts expected) {
        assertThat(Whereabouts.of(sighting(source), sighting(destination))).isEqualTo(expected);
    }

    @Test
    void aPausedSourceThatMigratesIsInTheSwitchOver() {
        Sighting switching = new Sighting("kvm-01", true, Optional.of(new DomainState(State.PAUSED, 2)), true);
        assertThat(Whereabouts.of(switching, sighting("none"))).isEqualTo(Whereabouts.IN_FLIGHT);
        assertThat(Whereabouts.of(switching, sighting("paused"))).isEqualTo(Whereabouts.IN_FLIGHT);
    }

    private static Sighting sighting(String what) {
        return switch (what) {
            case "none" -> new Sighting("kvm", true, Optional.empty(), false);
            case "silent" -> new Sighting("kvm", false, Optional.empty(), false);
            case "stateless" -> new Sighting("kvm", true, Optional.of(new DomainState(State.NO_STATE, 0)), false);
            case "defined" -> new Sighting("kvm", true, Optional.of(new DomainState(State.SHUT_OFF, 1)), false);
            case "running" -> new Sighting("kvm", true, Optional.of(new DomainState(State.RUNNING, 1)), false);
            case "migrating" -> new Sighting("kvm", true, Optional.of(new DomainState(State.RUNNING, 1)), true);
            case "paused" -> new Sighting("kvm", true, Optional.of(new DomainState(State.PAUSED, 2)), false);
            default -> throw new IllegalArgumentException(what);
        };
    }
}
