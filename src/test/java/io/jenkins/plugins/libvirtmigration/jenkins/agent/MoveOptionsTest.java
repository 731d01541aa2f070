package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.request.Convergence;
import io.jenkins.plugins.libvirtmigration.request.DowntimeSchedule;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.request.Patience;
import io.jenkins.plugins.libvirtmigration.request.ProbeRequest;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.request.TimeoutAction;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveOptionsTest {
    private static MigrationRequest request(Map<String, String> texts, String... flags) {
        return new MoveOptions(texts, Set.of(flags)).request("web-1", null, Optional.empty());
    }

    @Test
    void whatIsLeftOutIsAsUsual() {
        assertThat(MoveOptions.none().request("web-1", null, Optional.empty())).isEqualTo(MigrationRequest.of("web-1"));
    }

    @Test
    void everyParameterArrives() {
        Map<String, String> texts = Map.ofEntries(
                Map.entry("storage", "block"),
                Map.entry("control", "peer-to-peer"),
                Map.entry("parallelConnections", "4"),
                Map.entry("compression", "zstd"),
                Map.entry("bandwidth", "100MiB/s"),
                Map.entry("maxDowntime", "300ms"),
                Map.entry("downtimeSchedule", "doubling"),
                Map.entry("timeoutPerGib", "60s"),
                Map.entry("timeout", "30m"),
                Map.entry("onTimeout", "pause"),
                Map.entry("stallTimeout", "0s"),
                Map.entry("probeInterval", "50ms"));
        MigrationRequest request = new MoveOptions(
                        texts, Set.of("nonLive", "incremental", "tls", "autoConverge", "postcopy", "allowUnsafe"))
                .request("web-1", "10.0.0.7:443", Optional.of("198.51.100.12"));
        assertThat(request)
                .isEqualTo(new MigrationRequest(
                        "web-1",
                        false,
                        StorageMode.BLOCK,
                        true,
                        new Transport(
                                Control.PEER_TO_PEER,
                                true,
                                OptionalInt.of(4),
                                Optional.of("zstd"),
                                Optional.of(new Bandwidth(100L << 20)),
                                Optional.of("198.51.100.12")),
                        new Convergence(Duration.ofMillis(300), DowntimeSchedule.DOUBLING, true, true),
                        new Patience(
                                Duration.ofMinutes(1),
                                Optional.of(Duration.ofMinutes(30)),
                                TimeoutAction.PAUSE,
                                Duration.ZERO),
                        Optional.of(new ProbeRequest("10.0.0.7", OptionalInt.of(443), Duration.ofMillis(50))),
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "storage, nfs",
        "control, both",
        "parallelConnections, 0",
        "parallelConnections, 100",
        "parallelConnections, two",
        "bandwidth, 100",
        "bandwidth, 1KiB/s",
        "maxDowntime, 500",
        "maxDowntime, 0ms",
        "downtimeSchedule, linear",
        "timeoutPerGib, 0s",
        "timeout, soon",
        "timeout, 0s",
        "onTimeout, explode",
        "stallTimeout, 5",
        "probeInterval, 0ms",
        "probeInterval, 1ms",
        "probeInterval, 11s"
    })
    void aBadValueNamesItsParameter(String name, String value) {
        assertThatThrownBy(() -> request(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name);
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        assertThatThrownBy(() -> MoveOptions.none().request("web-1", "-oProxy", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("probe: \"-oProxy\"");
    }
}
