package io.jenkins.plugins.libvirtmigration.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.hypervisor.TwoHosts;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeHostStorage.Content;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OfflineMoveTest {
    private static final String HERE = "10.77.0.11";
    private static final String THERE = "10.77.0.12";

    private final TwoHosts hosts = new TwoHosts();
    private final AbortSignal abort = new AbortSignal();
    private boolean destinationSilent;

    @BeforeEach
    void guest() {
        hosts.devices();
        hosts.source.libvirt.adopt(hosts.guest);
        hosts.guest.powerOff();
    }

    private OfflineMove move() {
        return new OfflineMove(
                new HypervisorLink(HERE, () -> hosts.source),
                new HypervisorLink(THERE, () -> {
                    if (destinationSilent) {
                        throw new HypervisorUnreachableException("No answer.", null);
                    }
                    hosts.destination.alive = true;
                    return hosts.destination;
                }),
                MigrationListener.SILENT,
                abort,
                Duration.ofMillis(50));
    }

    private OfflineMove.Result run(boolean cold) {
        return move().run(MigrationRequest.of(TwoHosts.GUEST.toString()), cold);
    }

    private OfflineMove.Result recover(boolean cold) {
        return move().recover(MigrationRequest.of(TwoHosts.GUEST.toString()), cold);
    }

    private boolean sourceKnowsIt() {
        return hosts.source.libvirt.findDomain(TwoHosts.GUEST).isPresent();
    }

    private FakeLibvirtDomain arrived() {
        return hosts.destination.libvirt.domains.stream()
                .filter(domain -> domain.uuid.equals(TwoHosts.GUEST))
                .findFirst()
                .orElseThrow();
    }

    private void neverArrived() {
        assertThat(hosts.destination.libvirt.findDomain(TwoHosts.GUEST)).isEmpty();
        assertThat(hosts.destinationImages.images).isEmpty();
        assertThat(sourceKnowsIt()).isTrue();
    }

    private Content local() {
        hosts.devices(hosts.localDisk("vda", "web-1.qcow2", TwoHosts.GIB));
        Content content = new Content();
        content.bytes = ("QFI-not-quite" + "x".repeat(1000)).getBytes(StandardCharsets.UTF_8);
        content.hole = 100_000;
        hosts.sourceImages.contents.put("web-1.qcow2", content);
        return content;
    }

    @Test
    void theDefinitionIsThereAndNoLongerHere() {
        hosts.devices(hosts.sharedDisk("vda", "web-1.qcow2"));
        hosts.guest.autostart = true;

        OfflineMove.Result result = run(false);

        assertThat(result.record().outcome()).as(result.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.record().runsOn()).isNull();
        assertThat(result.record().manner()).isEqualTo("powered-off");
        assertThat(result.record().storage()).isEqualTo("shared");
        assertThat(sourceKnowsIt()).isFalse();
        assertThat(arrived().state().isActive()).isFalse();
        assertThat(arrived().autostart()).isTrue();
        assertThat(arrived().calls).doesNotContain("start");
    }

    @Test
    void aLocalDiskIsCopiedAndProvenBeforeTheDefinitionGoes() {
        Content content = local();
        hosts.destinationImages.onWritten = () -> assertThat(sourceKnowsIt()).isTrue();

        OfflineMove.Result result = run(false);

        assertThat(result.record().outcome()).as(result.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.record().storage()).isEqualTo("block");
        assertThat(result.record().transferredBytes()).isEqualTo(content.bytes.length);
        assertThat(hosts.destinationImages.images).containsOnlyKeys("web-1.qcow2");
        Content copy = hosts.destinationImages.contents.get("web-1.qcow2");
        assertThat(copy.bytes).isEqualTo(content.bytes);
        assertThat(copy.hole).isEqualTo(content.hole);
        assertThat(hosts.sourceImages.images).containsOnlyKeys("web-1.qcow2");
        assertThat(sourceKnowsIt()).isFalse();
    }

    @Test
    void aCopyThatIsNotTheSameChangesNothing() {
        local();
        hosts.destinationImages.corrupts = true;

        OfflineMove.Result result = run(false);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().reason()).contains("does not have what was sent");
        assertThat(result.atSource()).isTrue();
        neverArrived();
    }

    @Test
    void aDiskThatIsWrittenToMeanwhileIsNoCopy() {
        Content content = local();
        hosts.destinationImages.onWritten = () -> content.changed = "2.0";

        OfflineMove.Result result = run(false);

        assertThat(result.record().reason()).contains("was written to while it was copied");
        neverArrived();
    }

    @Test
    void aGuestThatIsStartedMeanwhileIsLeftWhereItRuns() {
        hosts.destination.libvirt.onDefine = domain -> hosts.guest.start();

        OfflineMove.Result result = run(false);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().reason()).contains("was started on " + HERE);
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        neverArrived();
    }

    @Test
    void aGuestThatIsStartedInTheLastMomentKeepsItsDefinition() {
        hosts.guest.onUndefine = () -> hosts.guest.start();

        OfflineMove.Result result = run(false);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(hosts.destination.libvirt.findDomain(TwoHosts.GUEST)).isEmpty();
        assertThat(sourceKnowsIt()).isTrue();
    }

    @Test
    void aDestinationThatDoesNotTakeTheDefinitionChangesNothing() {
        local();
        hosts.destination.libvirt.defineFailure = new LibvirtCallException(1, "unsupported machine");

        OfflineMove.Result result = run(false);

        assertThat(result.record().reason()).contains("unsupported machine");
        assertThat(result.atSource()).isTrue();
        assertThat(sourceKnowsIt()).isTrue();
        assertThat(hosts.guest.calls).doesNotContain("undefine");
    }

    @Test
    void aColdMoveShutsDownAndStartsAtTheDestination() {
        hosts.guest.start();

        OfflineMove.Result result = run(true);

        assertThat(result.record().outcome()).as(result.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.record().runsOn()).isEqualTo(THERE);
        assertThat(result.record().manner()).isEqualTo("cold");
        assertThat(hosts.guest.calls).contains("shutDown");
        assertThat(arrived().calls).contains("start");
        assertThat(sourceKnowsIt()).isFalse();
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

        OfflineMove.Result result = run(true);

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

        OfflineMove.Result result = run(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().reason()).contains("did not shut down within", "may still do so");
        assertThat(result.mayGoOff()).isTrue();
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        neverArrived();
    }

    @Test
    void aColdMoveThatFailsStartsTheGuestAgainWhereItWas() {
        local();
        hosts.guest.start();
        hosts.destinationImages.corrupts = true;

        OfflineMove.Result result = run(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        assertThat(hosts.guest.state().isRunning()).isTrue();
        neverArrived();
    }

    @Test
    void aGuestThatDoesNotStartThereIsBroughtBackAndStarted() {
        hosts.guest.start();
        hosts.destination.libvirt.onDefine =
                domain -> domain.startFailure = new LibvirtCallException(1, "no such bridge");

        OfflineMove.Result result = run(true);

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
        local();
        hosts.guest.start();
        hosts.destinationImages.onWritten = () -> {
            destinationSilent = true;
            hosts.destination.alive = false;
            throw new HypervisorUnreachableException("The connection was lost.", null);
        };

        OfflineMove.Result result = run(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        assertThat(hosts.guest.state().isRunning()).isTrue();
    }

    @Test
    void aDestinationThatDiesWithTheDefinitionIsNamedAndNothingElseIsTried() {
        hosts.guest.start();
        hosts.destination.libvirt.onDefine = domain -> {
            destinationSilent = true;
            hosts.destination.alive = false;
            throw new HypervisorUnreachableException("The connection was lost.", null);
        };

        OfflineMove.Result result = run(true);

        assertThat(result.atSource()).isFalse();
        assertThat(result.record().reason()).contains("may have a definition of it");
        assertThat(result.record().runsOn()).isEqualTo(HERE);
    }

    @Test
    void whatWouldBeLeftBehindIsARefusalBeforeAnythingIsDone() {
        hosts.devices("<tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>");
        hosts.guest.start();

        OfflineMove.Result result = run(true);

        assertThat(result.record().reason()).contains("the state of an emulated TPM");
        assertThat(hosts.guest.calls).doesNotContain("shutDown");
        assertThat(hosts.guest.state().isRunning()).isTrue();
    }

    @Test
    void anImageAboveABaseIsARefusal() {
        Content content = local();
        content.bytes = new byte[512];
        System.arraycopy(
                new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 1, 0}, 0, content.bytes, 0, 16);

        assertThat(run(false).record().reason()).contains("lies above a base image");
        neverArrived();
    }

    @Test
    void anAbortBeforeTheBeginningShutsNothingDown() {
        hosts.guest.start();
        abort.request();

        OfflineMove.Result result = run(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(hosts.guest.calls).doesNotContain("shutDown");
    }

    @Test
    void aMoveThatWasKilledBeforeItsEndIsUndoneAndTheGuestStartedAgain() {
        hosts.destination.libvirt.define(hosts.guest.inactiveXml());

        OfflineMove.Result result = recover(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        assertThat(result.atSource()).isTrue();
        assertThat(hosts.destination.libvirt.findDomain(TwoHosts.GUEST)).isEmpty();
    }

    @Test
    void aColdMoveThatWasKilledWhileItsGuestShutDownGoesOn() {
        OfflineMove.Result result = recover(true);

        assertThat(result.record().outcome()).as(result.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.record().runsOn()).isEqualTo(THERE);
        assertThat(result.record().events())
                .anyMatch(event -> event.what().contains("asked to shut down by a process that is gone"));
        assertThat(sourceKnowsIt()).isFalse();
    }

    @Test
    void aColdMoveThatWasKilledWhileItsGuestStillRunsAsksItAgain() {
        hosts.guest.start();
        hosts.guest.calls.clear();

        OfflineMove.Result result = recover(true);

        assertThat(result.record().outcome()).as(result.record().reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(hosts.guest.calls).contains("shutDown");
        assertThat(result.record().runsOn()).isEqualTo(THERE);
    }

    @Test
    void aColdMoveThatWasKilledAndIsNoLongerPossibleLeavesItsGuestRunning() {
        local();
        hosts.destinationImages.corrupts = true;

        OfflineMove.Result result = recover(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().runsOn()).isEqualTo(HERE);
        assertThat(result.atSource()).isTrue();
        neverArrived();
    }

    @Test
    void aMoveThatWasKilledAfterItsLastStepButOneIsBroughtToItsEnd() {
        hosts.destination.libvirt.define(hosts.guest.inactiveXml());
        hosts.source.libvirt.domains.clear();

        OfflineMove.Result result = recover(true);

        assertThat(result.record().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.record().runsOn()).isEqualTo(THERE);
    }

    @Test
    void aGuestThatRunsAtTheDestinationIsNeverTouched() {
        hosts.destination.libvirt.define(hosts.guest.inactiveXml());
        FakeLibvirtDomain there = arrived();
        there.state = new DomainState(DomainState.State.RUNNING, 1);

        OfflineMove.Result result = recover(false);

        assertThat(result.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.record().reason()).contains("is not proven");
        assertThat(there.calls).doesNotContain("undefine");
        assertThat(hosts.guest.calls).doesNotContain("undefine", "start");
    }
}
