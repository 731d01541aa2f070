package io.jenkins.plugins.libvirtmigration.offline;

import static io.jenkins.plugins.libvirtmigration.offline.MovingOffline.HERE;
import static io.jenkins.plugins.libvirtmigration.offline.MovingOffline.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.TwoHosts;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeHostStorage.Content;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guest that is moved powered off, or cold: its definition and its disks go over, or nothing has changed. */
@Timeout(60)
class OfflineMoveTest {
    private final MovingOffline moving = new MovingOffline();
    private final TwoHosts hosts = moving.hosts;

    @Test
    void theDefinitionIsThereAndNoLongerHere() {
        hosts.devices(hosts.sharedDisk("vda", "web-1.qcow2"));
        hosts.guest.autostart = true;

        OfflineMove.Result result = moving.run(false);

        assertThat(result.record().outcome()).as(result.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.record().runsOn()).isNull();
        assertThat(result.record().manner()).isEqualTo("powered-off");
        assertThat(result.record().storage()).isEqualTo("shared");
        assertThat(moving.sourceKnowsIt()).isFalse();
        assertThat(moving.arrived().state().isActive()).isFalse();
        assertThat(moving.arrived().autostart()).isTrue();
        assertThat(moving.arrived().calls).doesNotContain("start");
    }

    @Test
    void aLocalDiskIsCopiedAndProvenBeforeTheDefinitionGoes() {
        Content content = moving.local();
        hosts.destinationImages.onWritten =
                () -> assertThat(moving.sourceKnowsIt()).isTrue();

        OfflineMove.Result result = moving.run(false);

        assertThat(result.record().outcome()).as(result.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.record().storage()).isEqualTo("block");
        assertThat(result.record().transferredBytes()).isEqualTo(content.bytes.length);
        assertThat(hosts.destinationImages.images).containsOnlyKeys("web-1.qcow2");
        Content copy = hosts.destinationImages.contents.get("web-1.qcow2");
        assertThat(copy.bytes).isEqualTo(content.bytes);
        assertThat(copy.hole).isEqualTo(content.hole);
        assertThat(hosts.sourceImages.images).containsOnlyKeys("web-1.qcow2");
        assertThat(moving.sourceKnowsIt()).isFalse();
    }

    @Test
    void aCopyThatIsNotTheSameChangesNothing() {
        moving.local();
        hosts.destinationImages.corrupts = true;

        OfflineMove.Result result = moving.run(false);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().reason()).contains("does not have what was sent");
        assertThat(result.atSource()).isTrue();
        moving.neverArrived();
    }

    @Test
    void aDiskThatIsWrittenToMeanwhileIsNoCopy() {
        Content content = moving.local();
        hosts.destinationImages.onWritten = () -> content.changed = "2.0";

        OfflineMove.Result result = moving.run(false);

        assertThat(result.record().reason()).contains("was written to after its copy was begun", "move it again");
        moving.neverArrived();
    }

    /** Started, and shut down again before the next one was copied: powered off it is as before. */
    private void writesToTheFirstWhileTheSecondIsCopied(Content first) {
        AtomicInteger copies = new AtomicInteger();
        hosts.destinationImages.onWritten = () -> {
            if (copies.incrementAndGet() == 2) {
                first.changed = "2.0";
            }
        };
    }

    @Test
    void aCopyThatIsStaleBeforeTheLastOneIsMadeIsNoCopy() {
        writesToTheFirstWhileTheSecondIsCopied(moving.twoLocal());

        OfflineMove.Result result = moving.run(false);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().reason())
                .contains("/images/web-1.qcow2 was written to after", "move it again")
                .doesNotContain("data.qcow2");
        assertThat(result.atSource()).isTrue();
        moving.neverArrived();
    }

    @Test
    void aColdGuestWhoseCopyIsStaleIsStartedAgainWhereItWas() {
        writesToTheFirstWhileTheSecondIsCopied(moving.twoLocal());
        hosts.guest.start();

        OfflineMove.Result result = moving.run(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        assertThat(hosts.guest.state().isRunning()).isTrue();
        moving.neverArrived();
    }

    @Test
    void twoDisksThatNobodyTouchesGoOver() {
        moving.twoLocal();

        OfflineMove.Result result = moving.run(false);

        assertThat(result.record().outcome()).as(result.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(hosts.destinationImages.images).containsOnlyKeys("web-1.qcow2", "data.qcow2");
    }

    @Test
    void aGuestThatIsStartedMeanwhileIsLeftWhereItRuns() {
        hosts.destination.libvirt.onDefine = domain -> hosts.guest.start();

        OfflineMove.Result result = moving.run(false);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().reason()).contains("was started on " + HERE);
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        moving.neverArrived();
    }

    @Test
    void aGuestThatIsStartedInTheLastMomentKeepsItsDefinition() {
        hosts.guest.onUndefine = () -> hosts.guest.start();

        OfflineMove.Result result = moving.run(false);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(hosts.destination.libvirt.findDomain(TwoHosts.GUEST)).isEmpty();
        assertThat(moving.sourceKnowsIt()).isTrue();
    }

    @Test
    void aDestinationThatDoesNotTakeTheDefinitionChangesNothing() {
        moving.local();
        hosts.destination.libvirt.defineFailure = new LibvirtCallException(1, "unsupported machine");

        OfflineMove.Result result = moving.run(false);

        assertThat(result.record().reason()).contains("unsupported machine");
        assertThat(result.atSource()).isTrue();
        assertThat(moving.sourceKnowsIt()).isTrue();
        assertThat(hosts.guest.calls).doesNotContain("undefine");
    }

    @Test
    void aColdMoveShutsDownAndStartsAtTheDestination() {
        hosts.guest.start();

        OfflineMove.Result result = moving.run(true);

        assertThat(result.record().outcome()).as(result.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.record().runsOn()).isEqualTo(THERE);
        assertThat(result.record().manner()).isEqualTo("cold");
        assertThat(hosts.guest.calls).contains("shutDown");
        assertThat(moving.arrived().calls).contains("start");
        assertThat(moving.sourceKnowsIt()).isFalse();
    }

    /** Somebody defines it at the destination after everything was checked, and perhaps has a reason to. */
    @Test
    void whatSomebodyElseDefinedThereStaysThere() {
        hosts.guest.state = new DomainState(DomainState.State.RUNNING, 1);
        FakeLibvirtDomain theirs = new FakeLibvirtDomain("web-1", TwoHosts.GUEST, hosts.guest.xml);
        theirs.powerOff();
        hosts.guest.onShutDown = () -> {
            hosts.destination.libvirt.adopt(theirs);
            hosts.guest.powerOff();
        };

        OfflineMove.Result result = moving.run(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().reason()).contains("has a definition of it already", "virsh undefine");
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        assertThat(result.atSource()).isTrue();
        assertThat(hosts.guest.state().isRunning()).as("started again").isTrue();
        assertThat(theirs.calls).doesNotContain("undefine", "start");
        assertThat(hosts.destination.libvirt.findDomain(TwoHosts.GUEST)).isPresent();
    }

    @Test
    void aGuestThatDoesNotListenGoesOnRunning() {
        hosts.guest.start();
        hosts.guest.onShutDown = () -> {};
        moving.shutdownBound = Duration.ofMillis(50);

        OfflineMove.Result result = moving.run(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().reason()).contains("did not shut down within", "may still do so");
        assertThat(result.mayGoOff()).isTrue();
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        moving.neverArrived();
    }

    @Test
    void aColdMoveThatFailsStartsTheGuestAgainWhereItWas() {
        moving.local();
        hosts.guest.start();
        hosts.destinationImages.corrupts = true;

        OfflineMove.Result result = moving.run(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        assertThat(hosts.guest.state().isRunning()).isTrue();
        moving.neverArrived();
    }

    @Test
    void aGuestThatDoesNotStartThereIsBroughtBackAndStarted() {
        hosts.guest.start();
        hosts.destination.libvirt.onDefine =
                domain -> domain.startFailure = new LibvirtCallException(1, "no such bridge");

        OfflineMove.Result result = moving.run(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().reason())
                .contains("does not start on " + THERE)
                .contains("no such bridge");
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        assertThat(result.atSource()).isTrue();
        assertThat(hosts.destination.libvirt.findDomain(TwoHosts.GUEST)).isEmpty();
    }

    @Test
    void aDestinationThatDiesWhileItIsCopiedToLeavesTheGuestRunningHere() {
        moving.local();
        hosts.guest.start();
        hosts.destinationImages.onWritten = () -> {
            moving.destinationSilent = true;
            hosts.destination.alive = false;
            throw new HypervisorUnreachableException("The connection was lost.", null);
        };

        OfflineMove.Result result = moving.run(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        assertThat(hosts.guest.state().isRunning()).isTrue();
    }

    @Test
    void aDestinationThatDiesWithTheDefinitionIsNamedAndNothingElseIsTried() {
        hosts.guest.start();
        hosts.destination.libvirt.onDefine = domain -> {
            moving.destinationSilent = true;
            hosts.destination.alive = false;
            throw new HypervisorUnreachableException("The connection was lost.", null);
        };

        OfflineMove.Result result = moving.run(true);

        assertThat(result.atSource()).isFalse();
        assertThat(result.record().reason()).contains("may have a definition of it");
        assertThat(result.record().runsOn()).isEqualTo(HERE);
    }

    @Test
    void whatWouldBeLeftBehindIsARefusalBeforeAnythingIsDone() {
        hosts.devices("<tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>");
        hosts.guest.start();

        OfflineMove.Result result = moving.run(true);

        assertThat(result.record().reason()).contains("the state of an emulated TPM");
        assertThat(hosts.guest.calls).doesNotContain("shutDown");
        assertThat(hosts.guest.state().isRunning()).isTrue();
    }

    @Test
    void anImageAboveABaseIsARefusal() {
        Content content = moving.local();
        content.bytes = new byte[512];
        System.arraycopy(
                new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 1, 0}, 0, content.bytes, 0, 16);

        assertThat(moving.run(false).record().reason()).contains("lies above a base image");
        moving.neverArrived();
    }

    @Test
    void anAbortBeforeTheBeginningShutsNothingDown() {
        hosts.guest.start();
        moving.abort.request();

        OfflineMove.Result result = moving.run(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(hosts.guest.calls).doesNotContain("shutDown");
    }
}
