package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.libvirt.DomainState.State;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.preflight.PreflightResult;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.storage.StoragePlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowerTest {
    private final TwoHosts hosts = new TwoHosts();
    private final FakeLibvirtDomain domain = hosts.onSource(State.RUNNING, 1);
    private final Recording recording = new Recording(MigrationListener.SILENT);
    private final AbortSignal abort = new AbortSignal();
    private final Measures measures = new Measures(MigrationRequest.of("web-1"), new MovedSize(2), recording);
    private final Follower follower =
            new Follower(TwoHosts.VM, hosts.sourceLink, hosts.destinationLink, measures, recording, abort);

    @BeforeEach
    void bothAnswer() {
        hosts.sourceLink.get();
        hosts.destinationLink.get();
    }

    @Test
    void readsTheJobUntilTheCallReturns() throws InterruptedException {
        domain.job = Jobs.running(500, 100, 1);
        domain.migration = (destination, uri, parameters, flags) -> pause(1_500);

        try (Mover mover = start()) {
            follower.follow(mover);
            assertThat(mover.failure()).isEmpty();
        }

        assertThat(recording.samples()).isNotEmpty();
        assertThat(domain.calls).contains("setMaxDowntime 50");
        assertThat(follower.whyEnded()).isEmpty();
    }

    @Test
    void anAbortEndsTheJobAndIsRemembered() throws InterruptedException {
        domain.job = Jobs.running(500, 100, 1);
        CountDownLatch aborted = endWhenAborted();
        abort.request();

        try (Mover mover = start()) {
            follower.follow(mover);
            assertThat(mover.failure()).isPresent();
        }

        assertThat(aborted.getCount()).isZero();
        assertThat(follower.wasAborted()).isTrue();
        assertThat(follower.whyEnded().orElseThrow()).contains("abort was asked for");
    }

    @Test
    void aManagedMoveWhoseDestinationIsGoneIsAborted() throws InterruptedException {
        domain.job = Jobs.running(500, 100, 1);
        endWhenAborted();

        try (Mover mover = start()) {
            hosts.destination.libvirt.alive = false;
            follower.follow(mover);
        }

        assertThat(follower.wasAborted()).isFalse();
        assertThat(follower.whyEnded().orElseThrow()).contains("kvm-02 no longer answers");
    }

    /** A question that a daemon did not answer in time ends the connection for asking, and no other. */
    @Test
    void aManagedMoveGoesOnWhereOnlyTheConnectionForAskingIsLost() throws InterruptedException {
        domain.job = Jobs.running(500, 100, 1);
        domain.migration = (destination, uri, parameters, flags) -> pause(1_500);

        try (Mover mover = start()) {
            hosts.silenceDestination();
            follower.follow(mover);
            assertThat(mover.hasEnded()).isTrue();
            assertThat(mover.failure()).isEmpty();
        }

        assertThat(follower.whyEnded()).isEmpty();
        assertThat(domain.calls).doesNotContain("abortJob");
    }

    @Test
    void aCallThatIsLeftClosesBothSidesWhenItReturnsAndNotBefore() {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(2);
        hosts.source.libvirt.onClose = closed::countDown;
        hosts.destination.libvirt.onClose = closed::countDown;
        domain.migration = (destination, uri, parameters, flags) -> await(answered);

        start().leave();

        assertThat(closed.getCount()).isEqualTo(2);
        answered.countDown();
        await(closed);
    }

    /** An error of our own in a measure must not leave the call to itself: it can still be aborted. */
    @Test
    void anErrorOfOurOwnLeavesNoCallUnwatched() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        domain.onJobAsked = () -> {
            if (asked.incrementAndGet() == 3) {
                abort.request();
            }
            throw new IllegalStateException("a figure that nobody expected");
        };
        CountDownLatch aborted = endWhenAborted();

        try (Mover mover = start()) {
            follower.follow(mover);
            assertThat(mover.failure()).isPresent();
        }

        assertThat(aborted.getCount()).isZero();
        assertThat(follower.wasAborted()).isTrue();
        assertThat(recording.events().stream().filter(event -> event.what().contains("nobody expected")))
                .as("said once")
                .hasSize(1);
    }

    @Test
    void aJobThatADaemonDrivesIsFollowedToItsEnd() throws InterruptedException {
        domain.job = Jobs.running(500, 100, 1);
        Thread later = new Thread(() -> {
            pause(800);
            hosts.source.libvirt.domains.clear();
        });
        later.start();

        follower.followJob(Duration.ofSeconds(20));

        later.join(5_000);
        assertThat(recording.samples()).isNotEmpty();
    }

    /** The daemon answers, but waits for a QEMU that hangs: neither the job nor its abort is answered. */
    @Test
    void anAbortIsOverThoughTheSourceAnswersNothing() throws InterruptedException {
        CountDownLatch hung = new CountDownLatch(1);
        domain.onJobAsked = () -> await(hung);
        domain.onAbort = () -> await(hung);
        domain.migration = (destination, uri, parameters, flags) -> await(hung);

        Mover mover = start();
        abort.request();
        follower.follow(mover);

        assertThat(mover.hasEnded()).isFalse();
        assertThat(follower.wasAborted()).isTrue();
        assertThat(abort.age().orElseThrow()).isLessThan(Duration.ofSeconds(25));
        hung.countDown();
        mover.close();
    }

    @Test
    void timeCountsFromTheBeginningOfTheJobAndNotFromWhatWasDoneBefore() throws InterruptedException {
        domain.job = Jobs.with(Jobs.running(500, 100, 1), "time_elapsed", 160_000);
        domain.migration = (destination, uri, parameters, flags) -> pause(1_000);

        try (Mover mover = start()) {
            follower.follow(mover);
        }

        assertThat(domain.calls).contains("setMaxDowntime 95").doesNotContain("setMaxDowntime 50");
    }

    private CountDownLatch endWhenAborted() {
        CountDownLatch aborted = new CountDownLatch(1);
        domain.onAbort = aborted::countDown;
        domain.migration = (destination, uri, parameters, flags) -> {
            await(aborted);
            throw new LibvirtCallException(LibvirtCallException.OPERATION_ABORTED, "canceled by client");
        };
        return aborted;
    }

    private Mover start() {
        PreflightResult preflight = new PreflightResult(
                List.of(),
                Optional.empty(),
                Optional.of(new StoragePlan(List.of(), false)),
                Control.MANAGED,
                Optional.empty(),
                "tcp://10.0.0.2",
                "10.0.0.2",
                Optional.empty(),
                Optional.empty());
        MigrationCall call = MigrationCall.of(
                MigrationRequest.of("web-1"), true, preflight, MoveNote.of(TwoHosts.VM, "kvm-02", false));
        return Mover.start(hosts.source, hosts.destination, TwoHosts.VM, call);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
