package io.jenkins.plugins.libvirtmigration.offline;

import static io.jenkins.plugins.libvirtmigration.offline.MovingOffline.HERE;
import static io.jenkins.plugins.libvirtmigration.offline.MovingOffline.THERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.hypervisor.TwoHosts;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody can take it back that a guest was asked to shut down, whatever becomes of the call that asked it. */
@Timeout(60)
class ShutdownRequestTest {
    private static final HypervisorUnreachableException LOST =
            new HypervisorUnreachableException("The connection was lost.", null);

    private final MovingOffline moving = new MovingOffline();
    private final TwoHosts hosts = moving.hosts;
    private final HypervisorLink source = new HypervisorLink(HERE, () -> hosts.source);
    private final CountDownLatch agentAnswers = new CountDownLatch(1);

    @BeforeEach
    void running() {
        hosts.guest.start();
    }

    @AfterEach
    void letTheCallReturn() {
        agentAnswers.countDown();
    }

    /** As the call does where a guest has an agent. */
    private void waitForTheAgent() {
        try {
            agentAnswers.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void isSaidToRunHereAndThatItMayGoOff(OfflineMove.Result result) {
        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().reason()).contains("may still do so");
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        assertThat(result.atSource()).isTrue();
        assertThat(result.mayGoOff()).isTrue();
        moving.neverArrived();
    }

    @Test
    void aCallThatBlocksIsNotWaitedForLongerThanTheGuest() {
        hosts.guest.onShutDown = this::waitForTheAgent;
        moving.shutdownBound = Duration.ofMillis(50);

        isSaidToRunHereAndThatItMayGoOff(moving.run(true));
    }

    @Test
    void aGuestThatGoesOffWhileTheCallBlocksIsMoved() {
        hosts.guest.onShutDown = () -> {
            hosts.guest.powerOff();
            waitForTheAgent();
        };

        OfflineMove.Result result = moving.run(true);

        assertThat(result.record().outcome()).as(result.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.record().runsOn()).isEqualTo(THERE);
    }

    @Test
    void aGuestThatGoesOffThoughTheAnswerIsLostIsMoved() {
        hosts.guest.onShutDown = () -> {
            hosts.guest.powerOff();
            throw LOST;
        };

        OfflineMove.Result result = moving.run(true);

        assertThat(result.record().outcome()).as(result.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.mayGoOff()).isFalse();
    }

    @Test
    void aGuestThatRunsOnMayGoOffThoughTheAnswerIsLost() {
        hosts.guest.onShutDown = () -> {
            throw LOST;
        };
        moving.shutdownBound = Duration.ofMillis(50);

        isSaidToRunHereAndThatItMayGoOff(moving.run(true));
    }

    @Test
    void anErrorOfTheCallIsNoProofThatTheGuestDidNotHear() {
        hosts.guest.onShutDown = () -> {
            throw new LibvirtCallException(86, "Guest agent is not responding");
        };

        OfflineMove.Result result = moving.run(true);

        isSaidToRunHereAndThatItMayGoOff(result);
        assertThat(result.record().reason()).contains("Guest agent is not responding");
    }

    @Test
    void aHostThatIsSilentAfterwardsLeavesItOpen() {
        hosts.guest.onShutDown = () -> {
            hosts.source.silence = Optional.of(LOST);
            moving.abort.request();
            throw LOST;
        };

        OfflineMove.Result result = moving.run(true);

        assertThat(result.record().runsOn()).isNull();
        assertThat(result.atSource()).isFalse();
        assertThat(result.mayGoOff()).isTrue();
    }

    @Test
    void aGuestThatAProcessAskedWhichIsGoneMayGoOff() {
        moving.abort.request();

        OfflineMove.Result result = moving.recover(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        assertThat(result.mayGoOff()).isTrue();
        assertThat(hosts.guest.calls).doesNotContain("shutDown");
    }

    @Test
    void aGuestThatWasNotAskedDoesNotGoOff() throws InterruptedException {
        moving.abort.request();
        GracefulShutdown shutdown =
                new GracefulShutdown(source, TwoHosts.GUEST, Duration.ofSeconds(30), moving.abort, false);

        assertThat(shutdown.run()).hasValueSatisfying(why -> assertThat(why).contains("it was not asked"));

        assertThat(shutdown.mayGoOff()).isFalse();
        assertThat(hosts.guest.calls).doesNotContain("shutDown");
    }

    @Test
    void aHostThatCannotBeAskedHasNotAsked() {
        hosts.source.silence = Optional.of(LOST);

        assertThatThrownBy(() -> ShutdownRequest.make(source, TwoHosts.GUEST)).isSameAs(LOST);
        hosts.source.silence = Optional.empty();
        assertThat(ShutdownRequest.make(source, UUID.randomUUID())).isEmpty();

        assertThat(hosts.guest.calls).doesNotContain("shutDown");
    }

    @Test
    void thereAreNeverMoreOfTheseCallsAtAHostThanItsConnectionCanCarry() {
        hosts.guest.onShutDown = this::waitForTheAgent;
        for (int call = 0; call < 3; call++) {
            assertThat(ShutdownRequest.make(source, TwoHosts.GUEST)).isPresent();
        }

        assertThat(ShutdownRequest.make(source, TwoHosts.GUEST)).isEmpty();
        assertThat(ShutdownRequest.make(new HypervisorLink(THERE, () -> hosts.source), TwoHosts.GUEST))
                .as("another host")
                .isPresent();

        agentAnswers.countDown();
        while (ShutdownRequest.make(source, TwoHosts.GUEST).isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
