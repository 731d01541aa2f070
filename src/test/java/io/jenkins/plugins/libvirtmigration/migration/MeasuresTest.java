package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.request.Convergence;
import io.jenkins.plugins.libvirtmigration.request.DowntimeSchedule;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.request.Patience;
import io.jenkins.plugins.libvirtmigration.request.TimeoutAction;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MeasuresTest {
    private static final MovedSize SIZE = new MovedSize(2);

    private final Heard heard = new Heard();
    private final FakeLibvirtDomain domain = new FakeLibvirtDomain("web-1", UUID.randomUUID(), "<domain/>");

    @Test
    void downtimeIsRaisedAsTimeGoesBy() {
        Measures measures = measures(Convergence.DEFAULT, Patience.DEFAULT);

        for (int second = 0; second <= 400; second += 50) {
            measures.consider(Duration.ofSeconds(second), Jobs.running(1_000 - second, second, 1), domain);
        }

        assertThat(domain.calls).containsExactly("setMaxDowntime 50", "setMaxDowntime 95", "setMaxDowntime 140");
        assertThat(measures.givenUp()).isNull();
    }

    @Test
    void timeIsUpAtTheSmallerOfBothLimits() {
        Measures bySize = measures(Convergence.DEFAULT, patience(Duration.ofSeconds(10), null, TimeoutAction.ABORT));
        bySize.consider(Duration.ofSeconds(20), Jobs.running(10, 1, 2), domain);
        assertThat(bySize.givenUp()).isNull();
        bySize.consider(Duration.ofSeconds(21), Jobs.running(9, 2, 2), domain);
        assertThat(bySize.givenUp()).contains("21.0 s", "20.0 s", "--on-timeout");

        Measures absolute = measures(
                Convergence.DEFAULT, patience(Duration.ofSeconds(10), Duration.ofSeconds(8), TimeoutAction.ABORT));
        absolute.consider(Duration.ofSeconds(9), Jobs.running(10, 1, 2), domain);
        assertThat(absolute.givenUp()).contains("8.0 s");
    }

    @Test
    void pauseGivesTheRestTwiceTheTimeAndIsRemembered() {
        Measures measures = measures(
                Convergence.DEFAULT, patience(Duration.ofSeconds(800), Duration.ofSeconds(8), TimeoutAction.PAUSE));

        measures.consider(Duration.ofSeconds(9), Jobs.running(10, 1, 2), domain);
        assertThat(domain.calls).contains("suspend");
        assertThat(measures.pausedTheGuest()).isTrue();
        assertThat(measures.givenUp()).isNull();

        measures.consider(Duration.ofSeconds(16), Jobs.running(9, 2, 2), domain);
        assertThat(measures.givenUp()).isNull();
        measures.consider(Duration.ofSeconds(17), Jobs.running(8, 3, 2), domain);
        assertThat(measures.givenUp()).contains("although the guest was paused");
    }

    @Test
    void postcopyStartsAfterTwoPassesWherePermitted() {
        Convergence permitted = new Convergence(Duration.ofMillis(500), DowntimeSchedule.NOVA, false, true);
        Measures measures = measures(permitted, Patience.DEFAULT);

        measures.consider(Duration.ofSeconds(5), Jobs.running(10, 1, 2), domain);
        assertThat(measures.inPostcopy()).isFalse();
        measures.consider(Duration.ofSeconds(6), Jobs.running(10, 2, 3), domain);

        assertThat(domain.calls).contains("startPostcopy");
        assertThat(measures.inPostcopy()).isTrue();
    }

    @Test
    void inPostcopyNothingElseIsDone() {
        Convergence permitted = new Convergence(Duration.ofMillis(500), DowntimeSchedule.NOVA, false, true);
        Measures measures =
                measures(permitted, patience(Duration.ofSeconds(800), Duration.ofSeconds(8), TimeoutAction.ABORT));
        measures.consider(Duration.ofSeconds(6), Jobs.running(10, 2, 3), domain);
        domain.calls.clear();

        measures.consider(Duration.ofSeconds(9), Jobs.running(10, 2, 3), domain);

        assertThat(domain.calls).isEmpty();
        assertThat(measures.givenUp()).isNull();
    }

    @Test
    void postcopyIsGivenUpForSilenceAndNotForTime() {
        Convergence permitted = new Convergence(Duration.ofMillis(500), DowntimeSchedule.NOVA, false, true);
        Measures measures =
                measures(permitted, patience(Duration.ofSeconds(800), Duration.ofSeconds(8), TimeoutAction.ABORT));
        measures.consider(Duration.ofSeconds(6), Jobs.running(10, 2, 3), domain);
        for (int second = 7; second < 2_000; second += 100) {
            measures.consider(Duration.ofSeconds(second), Jobs.running(10, second, 3), domain);
            assertThat(measures.givenUp()).isNull();
        }

        measures.consider(Duration.ofSeconds(2_200), Jobs.running(10, 1_907, 3), domain);

        assertThat(measures.givenUp()).contains("not one byte", "--postcopy-resume");
        assertThat(domain.calls).doesNotContain("abortJob");
    }

    @Test
    void postcopyWaitsUntilMemoryFlows() {
        Measures measures = measures(
                Convergence.DEFAULT, patience(Duration.ofSeconds(800), Duration.ofSeconds(8), TimeoutAction.POSTCOPY));

        measures.consider(Duration.ofSeconds(9), Jobs.running(0, 0, 0), domain);
        assertThat(measures.inPostcopy()).isFalse();
        assertThat(measures.givenUp()).isNull();
        measures.consider(Duration.ofSeconds(10), Jobs.running(10, 1, 1), domain);

        assertThat(measures.inPostcopy()).isTrue();
    }

    /** The answer to virsh suspend may be lost, and the guest is paused. */
    @Test
    void aPauseWhoseAnswerIsLostIsOwedAllTheSame() {
        FakeLibvirtDomain lost = new FakeLibvirtDomain("web-1", UUID.randomUUID(), "<domain/>");
        lost.suspendFailure = new HypervisorUnreachableException("The connection was lost.", null);
        Measures measures = measures(
                Convergence.DEFAULT, patience(Duration.ofSeconds(800), Duration.ofSeconds(8), TimeoutAction.PAUSE));

        assertThatThrownBy(() -> measures.consider(Duration.ofSeconds(9), Jobs.running(10, 1, 2), lost))
                .isInstanceOf(HypervisorUnreachableException.class);

        assertThat(measures.pausedTheGuest()).isTrue();
    }

    @Test
    void theTimeoutMayStartPostcopy() {
        Measures measures = measures(
                Convergence.DEFAULT, patience(Duration.ofSeconds(800), Duration.ofSeconds(8), TimeoutAction.POSTCOPY));

        measures.consider(Duration.ofSeconds(9), Jobs.running(10, 1, 9), domain);

        assertThat(measures.inPostcopy()).isTrue();
        assertThat(heard.all()).contains("post-copy starts");
    }

    @Test
    void throttlingIsToldOncePerStepAndGivesTimeAgain() {
        Measures measures = measures(
                new Convergence(Duration.ofMillis(500), DowntimeSchedule.FIXED, true, false),
                new Patience(Duration.ofSeconds(800), Optional.empty(), TimeoutAction.ABORT, Duration.ofSeconds(10)));

        measures.consider(Duration.ofSeconds(1), throttled(40, 1, 20), domain);
        measures.consider(Duration.ofSeconds(9), throttled(41, 2, 20), domain);
        measures.consider(Duration.ofSeconds(10), throttled(41, 3, 30), domain);
        measures.consider(Duration.ofSeconds(19), throttled(41, 4, 30), domain);
        assertThat(measures.givenUp()).isNull();
        measures.consider(Duration.ofSeconds(30), throttled(41, 5, 30), domain);

        assertThat(measures.givenUp()).startsWith("Stalled");
        assertThat(heard.events.stream().filter(event -> event.contains("CPU time")))
                .hasSize(2);
    }

    private static JobStatistics throttled(long remaining, long processed, long throttle) {
        return Jobs.with(Jobs.running(remaining, processed, 3), "auto_converge_throttle", throttle);
    }

    private static Patience patience(Duration perGibibyte, Duration timeout, TimeoutAction action) {
        return new Patience(perGibibyte, Optional.ofNullable(timeout), action, Duration.ofSeconds(150));
    }

    private Measures measures(Convergence convergence, Patience patience) {
        MigrationRequest plain = MigrationRequest.of("web-1");
        MigrationRequest request = new MigrationRequest(
                plain.vm(),
                true,
                plain.storage(),
                false,
                plain.transport(),
                convergence,
                patience,
                Optional.empty(),
                false);
        return new Measures(request, SIZE, heard);
    }
}
