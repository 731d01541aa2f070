package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.jenkins.request.Thresholds;
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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is written in a Jenkinsfile is what the engine is asked for. */
class MovingStepTest {
    private final LiveMigrateStep step = new LiveMigrateStep("web-1", "kvm-01", "kvm-02");

    private MigrationRequest request() {
        return step.moveOptions().request("web-1", "10.0.0.7", Optional.of("198.51.100.2"));
    }

    @Test
    void whatIsLeftOutIsTheEnginesDefault() {
        assertThat(request())
                .isEqualTo(new MigrationRequest(
                        "web-1",
                        true,
                        StorageMode.AUTO,
                        false,
                        new Transport(
                                Control.AUTO,
                                false,
                                OptionalInt.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("198.51.100.2")),
                        Convergence.DEFAULT,
                        Patience.DEFAULT,
                        Optional.of(ProbeRequest.parse("10.0.0.7", ProbeRequest.DEFAULT_INTERVAL)),
                        false));
    }

    @Test
    void everyParameterReachesTheEngine() {
        step.setStorage("block");
        step.setIncremental(true);
        step.setNonLive(true);
        step.setControl("managed");
        step.setBandwidth("100MiB/s");
        step.setMaxDowntime("2s");
        step.setDowntimeSchedule("fixed");
        step.setTimeout("30m");
        step.setTimeoutPerGib("60s");
        step.setOnTimeout("pause");
        step.setStallTimeout("0s");
        step.setAutoConverge(true);
        step.setPostcopy(true);
        step.setTls(true);
        step.setParallelConnections("4");
        step.setCompression("zstd");
        step.setProbeInterval("50ms");
        step.setAllowUnsafe(true);
        assertThat(request())
                .isEqualTo(new MigrationRequest(
                        "web-1",
                        false,
                        StorageMode.BLOCK,
                        true,
                        new Transport(
                                Control.MANAGED,
                                true,
                                OptionalInt.of(4),
                                Optional.of("zstd"),
                                Optional.of(Bandwidth.parse("100MiB/s")),
                                Optional.of("198.51.100.2")),
                        new Convergence(Duration.ofSeconds(2), DowntimeSchedule.FIXED, true, true),
                        new Patience(
                                Duration.ofSeconds(60),
                                Optional.of(Duration.ofMinutes(30)),
                                TimeoutAction.PAUSE,
                                Duration.ZERO),
                        Optional.of(ProbeRequest.parse("10.0.0.7", Duration.ofMillis(50))),
                        true));
    }

    @Test
    void theThresholdsAreThoseOfTheStep() {
        step.setMaxDowntime("1s");
        step.setOnSlowDowntime("fail");
        step.setMaxProbeGap("2s");
        step.setMaxDuration("30m");
        assertThat(step.thresholds())
                .isEqualTo(new Thresholds(
                        Optional.of(Duration.ofSeconds(1)),
                        Thresholds.OnSlow.FAIL,
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.of(Duration.ofMinutes(30))));
    }

    /** maxDowntime alone is a wish to QEMU: nobody asked to judge what came of it. */
    @Test
    void aDowntimeIsJudgedOnlyWhereThatIsAskedFor() {
        step.setMaxDowntime("1s");
        assertThat(step.thresholds().downtime()).isEmpty();
    }

    @Test
    void aBuildsParametersArePutIntoEveryText() {
        UnaryOperator<String> expand =
                text -> text == null ? null : text.replace("$RATE", "1MiB/s").replace("$NO", "");
        step.setBandwidth("$RATE");
        step.setMaxDuration("3$NO" + "m");
        assertThat(step.moveOptions()
                        .expanded(expand)
                        .request("web-1", null, Optional.empty())
                        .transport()
                        .bandwidth())
                .contains(Bandwidth.parse("1MiB/s"));
        assertThat(step.thresholds(expand).duration()).contains(Duration.ofMinutes(3));
    }

    @Test
    void aParameterThatIsBlankIsTheDefault() {
        step.setBandwidth("$RATE");
        assertThat(step.moveOptions()
                        .expanded(text ->
                                Map.of("$RATE", "").getOrDefault(text, text).isEmpty() ? null : text)
                        .request("web-1", null, Optional.empty())
                        .transport()
                        .bandwidth())
                .isEmpty();
    }

    @Test
    void aParameterOfTheWrongFormIsNamed() {
        step.setBandwidth("100");
        assertThatThrownBy(this::request)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("bandwidth: \"100\"");
    }

    @Test
    void aHostThatIsMissingIsNamed() {
        assertThatThrownBy(() -> new LiveMigrateStep("web-1", " ", "kvm-02").request())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from");
        assertThatThrownBy(() -> new LiveMigrateStep("web-1", "kvm-02", "kvm-02")
                        .request()
                        .check())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kvm-02");
    }
}
