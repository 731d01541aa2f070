package io.jenkins.plugins.libvirtmigration.offline;

import static io.jenkins.plugins.libvirtmigration.offline.MovingOffline.HERE;
import static io.jenkins.plugins.libvirtmigration.offline.MovingOffline.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.hypervisor.TwoHosts;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is made of a powered-off or cold move whose process was killed. */
@Timeout(60)
class OfflineRecoveryTest {
    private final MovingOffline moving = new MovingOffline();
    private final TwoHosts hosts = moving.hosts;

    @Test
    void aMoveThatWasKilledBeforeItsEndIsUndoneAndTheGuestStartedAgain() {
        hosts.destination.libvirt.define(hosts.guest.inactiveXml());

        OfflineMove.Result result = moving.recover(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        assertThat(result.atSource()).isTrue();
        assertThat(hosts.destination.libvirt.findDomain(TwoHosts.GUEST)).isEmpty();
    }

    @Test
    void aColdMoveThatWasKilledWhileItsGuestShutDownGoesOn() {
        OfflineMove.Result result = moving.recover(true);

        assertThat(result.record().outcome()).as(result.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.record().runsOn()).isEqualTo(THERE);
        assertThat(result.record().events())
                .anyMatch(event -> event.what().contains("asked to shut down by a process that is gone"));
        assertThat(moving.sourceKnowsIt()).isFalse();
    }

    @Test
    void aColdMoveThatWasKilledWhileItsGuestStillRunsAsksItAgain() {
        hosts.guest.start();
        hosts.guest.calls.clear();

        OfflineMove.Result result = moving.recover(true);

        assertThat(result.record().outcome()).as(result.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(hosts.guest.calls).contains("shutDown");
        assertThat(result.record().runsOn()).isEqualTo(THERE);
    }

    @Test
    void aColdMoveThatWasKilledAndIsNoLongerPossibleLeavesItsGuestRunning() {
        moving.local();
        hosts.destinationImages.corrupts = true;

        OfflineMove.Result result = moving.recover(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        assertThat(result.atSource()).isTrue();
        moving.neverArrived();
    }

    @Test
    void aMoveThatWasKilledAfterItsLastStepButOneIsBroughtToItsEnd() {
        hosts.destination.libvirt.define(hosts.guest.inactiveXml());
        hosts.source.libvirt.domains.clear();

        OfflineMove.Result result = moving.recover(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.record().runsOn()).isEqualTo(THERE);
    }

    @Test
    void aGuestThatRunsAtTheDestinationIsNeverTouched() {
        hosts.destination.libvirt.define(hosts.guest.inactiveXml());
        FakeLibvirtDomain there = moving.arrived();
        there.state = new DomainState(DomainState.State.RUNNING, 1);

        OfflineMove.Result result = moving.recover(false);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().reason()).contains("is not proven");
        assertThat(there.calls).doesNotContain("undefine");
        assertThat(hosts.guest.calls).doesNotContain("undefine", "start");
    }
}
