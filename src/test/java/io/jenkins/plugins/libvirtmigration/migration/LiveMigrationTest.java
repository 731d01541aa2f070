package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorLink;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState.State;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.preflight.Hosts;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One whole move between two hosts in memory. */
class LiveMigrationTest {
    private static final int BY_USER = 1;
    private static final int FOR_MIGRATION = 2;

    private final Hosts hosts = new Hosts();
    private final FakeLibvirtDomain guest = hosts.two.guest;
    private final Heard heard = new Heard();
    private final AbortSignal abort = new AbortSignal();
    private MoveNote noteDuringTheCall;

    @BeforeEach
    void managed() {
        hosts.asking(asked -> new Transport(
                Control.MANAGED,
                asked.tls(),
                asked.parallelConnections(),
                asked.compression(),
                asked.bandwidth(),
                asked.destinationAddress()));
        guest.migration = (destination, uri, parameters, flags) -> {
            noteDuringTheCall = MoveNote.read(guest).orElse(null);
            arrive(State.RUNNING, 1);
        };
    }

    /** What libvirt does in the end, on both hosts. */
    private FakeLibvirtDomain arrive(State state, int reason) {
        FakeLibvirtDomain arrived = new FakeLibvirtDomain(guest.name, guest.uuid, guest.xml);
        arrived.notes.putAll(guest.notes);
        arrived.state = new DomainState(state, reason);
        hosts.two.destination.libvirt.domains.add(arrived);
        hosts.two.source.libvirt.domains.clear();
        return arrived;
    }

    @Test
    void theDestinationIsNotedBeforeTheCallAndTheNoteIsGoneAfterIt() {
        guest.autostart = true;

        MigrationRecord record = move();

        assertThat(record.outcome()).as(record.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(noteDuringTheCall.destination()).isEqualTo(hosts.two.destination.libvirt.hostUuid);
        assertThat(noteDuringTheCall.autostart()).isTrue();
        FakeLibvirtDomain arrived = hosts.two.destination.libvirt.domains.get(0);
        assertThat(arrived.notes).isEmpty();
        assertThat(arrived.autostart).isTrue();
    }

    /** Two processes move the guest: the note must name the host that it really goes to. */
    @Test
    void aMoveWhoseNoteAnotherProcessReplacedIsNotBegun() {
        MoveNote other = MoveNote.of(UUID.randomUUID(), "kvm-03", false);
        guest.onAsked = () -> {
            if (!guest.notes.isEmpty()) {
                guest.onAsked = () -> {};
                other.write(guest);
            }
        };

        MigrationRecord record = move();

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.runsOn()).isEqualTo("10.77.0.11");
        assertThat(record.reason()).contains("another process has begun to move it", "It is not begun");
        assertThat(guest.calls).doesNotContain("migrate");
        assertThat(other.isOn(guest)).as("the other move's note").isTrue();
    }

    /** A recovery that finds images without a note would take them for what a killed move left. */
    @Test
    void theNoteIsThereBeforeAnyImageIsMade() {
        hosts.two.devices(hosts.two.localDisk("vda", "a.qcow2", 1 << 20));
        hosts.two
                .destinationImages
                .put("a.qcow2", "qcow2", 1 << 20, 7)
                .put("a.qcow2." + guest.uuid + ".being-copied", "raw", 512, 0);
        FakeLibvirtDomain neighbour = new FakeLibvirtDomain("neighbour", UUID.randomUUID(), "<domain/>");
        List<Boolean> noted = new ArrayList<>();
        neighbour.onAsked = () -> noted.add(!guest.notes.isEmpty());
        hosts.two.destination.libvirt.domains.add(neighbour);

        MigrationRecord record = move();

        assertThat(record.outcome()).as(record.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(noted)
                .as("whether it was there when the users of the old copy were asked for")
                .contains(true);
    }

    @Test
    void aMoveThatFailsTakesItsNoteAway() {
        guest.migration = (destination, uri, parameters, flags) -> {
            throw new LibvirtCallException(38, "unable to connect to server at '10.77.0.12:49152'");
        };

        MigrationRecord record = move();

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.runsOn()).isEqualTo("10.77.0.11");
        assertThat(guest.notes).isEmpty();
    }

    @Test
    void whatTheDestinationsQemuSaidIsInTheReason() {
        hosts.two.destination.ssh.answer("find /var/log/libvirt/qemu/", 0, "qemu-kvm: load of migration failed\n");
        guest.migration = (destination, uri, parameters, flags) -> {
            throw new LibvirtCallException(38, "End of file while reading data: : Input/output error");
        };

        assertThat(move().reason())
                .startsWith("End of file while reading data: : Input/output error.")
                .contains("on 10.77.0.12, or its SSH server")
                .endsWith(guest.name + ".log on 10.77.0.12 ends with: \"qemu-kvm: load of migration failed\"");
    }

    @Test
    void aMoveThatWeEndedOurselvesIsExplainedAlready() {
        CountDownLatch aborted = new CountDownLatch(1);
        guest.onAbort = aborted::countDown;
        guest.migration = (destination, uri, parameters, flags) -> {
            abort.request();
            await(aborted);
            throw new LibvirtCallException(LibvirtCallException.OPERATION_ABORTED, "canceled by client");
        };

        assertThat(move().reason()).startsWith("An abort was asked for.");
        assertThat(hosts.two.destination.ssh.commands)
                .noneSatisfy(words -> assertThat(words).contains("tail"));
    }

    @Test
    void aGuestPausedOnItsWayToAnotherHostIsNotTouched() {
        guest.state = new DomainState(State.PAUSED, FOR_MIGRATION);
        MoveNote.of(UUID.randomUUID(), "kvm-03", false).write(guest);

        MigrationRecord record = move();

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.runsOn()).isNull();
        assertThat(record.reason()).contains("may run there", "10.77.0.12 is another host", "--recover", "--to kvm-03");
        assertThat(guest.calls).doesNotContain("resume", "migrate");
    }

    @Test
    void aGuestPausedByAnUnknownMoveIsNotTouched() {
        guest.state = new DomainState(State.PAUSED, FOR_MIGRATION);

        MigrationRecord record = move();

        assertThat(record.reason()).contains("nothing there tells to which host", "virsh resume");
        assertThat(guest.calls).doesNotContain("resume", "migrate");
    }

    /** A move with --on-timeout pause paused it, and may have been over when its client was killed. */
    @Test
    void aGuestPausedByAMoveToAnotherHostIsNotTakenForOnePausedBySomebody() {
        guest.state = new DomainState(State.PAUSED, BY_USER);
        MoveNote.of(UUID.randomUUID(), "kvm-03", false).write(guest);

        MigrationRecord record = move();

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.reason()).contains("may run there", "--to kvm-03");
        assertThat(guest.calls).doesNotContain("resume", "migrate");
    }

    @Test
    void aGuestPausedBySomebodyMovesAsItIs() {
        guest.state = new DomainState(State.PAUSED, BY_USER);
        guest.migration = (destination, uri, parameters, flags) -> arrive(State.PAUSED, BY_USER);

        MigrationRecord record = move();

        assertThat(record.outcome()).as(record.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(record.runsOn()).isEqualTo("10.77.0.12");
        assertThat(guest.calls).doesNotContain("resume");
    }

    @Test
    void aGuestPausedOnItsWayHereRunsAgainAndMoves() {
        guest.state = new DomainState(State.PAUSED, FOR_MIGRATION);
        MoveNote.of(hosts.two.destination.libvirt.hostUuid, "10.77.0.12", false).write(guest);

        MigrationRecord record = move();

        assertThat(record.outcome()).as(record.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(heard.all()).contains("it runs again");
        assertThat(guest.calls).contains("resume", "migrate");
    }

    @Test
    void anErrorOfOurOwnEndsInARecordWithAProof() {
        guest.migration = (destination, uri, parameters, flags) -> {
            arrive(State.RUNNING, 1);
            throw new IllegalStateException("the handle was closed");
        };

        MigrationRecord record = move();

        assertThat(record.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(record.runsOn()).isEqualTo("10.77.0.12");
    }

    /** The link broke when the guest ran at the destination already. Without a note nobody resumes what is left. */
    @Test
    void whatIsLeftOfAGuestThatArrivedLosesItsNoteAndIsSaid() {
        guest.migration = (destination, uri, parameters, flags) -> {
            arrive(State.RUNNING, 1);
            guest.state = new DomainState(State.PAUSED, FOR_MIGRATION);
            hosts.two.source.libvirt.domains.add(guest);
            throw new LibvirtCallException(1, "the wire broke before the end");
        };

        MigrationRecord record = move();

        assertThat(record.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(record.runsOn()).isEqualTo("10.77.0.12");
        assertThat(guest.notes).isEmpty();
        assertThat(heard.all())
                .contains("10.77.0.11 still holds a paused process", "virsh destroy " + guest.uuid + " on 10.77.0.11");

        hosts.two.destination.libvirt.domains.clear();
        MigrationRecord next = move();

        assertThat(next.reason())
                .as("it has gone on from there")
                .contains("nothing there tells", "not even powered off");
        assertThat(guest.calls).doesNotContain("resume");
    }

    @Test
    void neitherHostHasIt() {
        guest.migration = (destination, uri, parameters, flags) -> hosts.two.source.libvirt.domains.clear();

        MigrationRecord record = move();

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.runsOn()).isNull();
        assertThat(record.reason()).contains("ALARM: neither host");
    }

    @Test
    void onlyTheDestinationHasItAndPaused() {
        guest.migration = (destination, uri, parameters, flags) -> {
            arrive(State.PAUSED, 5);
            throw new LibvirtCallException(1, "cannot start it");
        };

        MigrationRecord record = move();

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.runsOn()).isNull();
        assertThat(record.reason()).contains("paused on 10.77.0.12", "virsh resume");
        assertThat(hosts.two.destination.libvirt.domains.get(0).notes)
                .as("it is not over")
                .isNotEmpty();
    }

    @Test
    void bothHoldItPausedAndNobodyResumesAnything() {
        guest.migration = (destination, uri, parameters, flags) -> {
            arrive(State.PAUSED, FOR_MIGRATION);
            guest.state = new DomainState(State.PAUSED, FOR_MIGRATION);
            hosts.two.source.libvirt.domains.add(guest);
            throw new LibvirtCallException(1, "the wire broke");
        };

        MigrationRecord record = move();

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.reason()).contains("paused on both hosts");
        assertThat(guest.calls).doesNotContain("resume");
    }

    @Test
    void aGuestLeftPausedByThisVeryMoveRunsAgain() {
        guest.migration = (destination, uri, parameters, flags) -> {
            guest.state = new DomainState(State.PAUSED, FOR_MIGRATION);
            throw new LibvirtCallException(1, "the wire broke in the switch-over");
        };

        MigrationRecord record = move();

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.runsOn()).isEqualTo("10.77.0.11");
        assertThat(guest.calls).contains("resume");
        assertThat(guest.notes).isEmpty();
    }

    @Test
    void anAbortBeforeItBeginsMovesNothing() {
        abort.request();

        MigrationRecord record = move();

        assertThat(record.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(record.runsOn()).isEqualTo("10.77.0.11");
        assertThat(guest.calls).doesNotContain("migrate");
    }

    @Test
    void anInterruptIsAnAbortWithItsProof() {
        CountDownLatch aborted = new CountDownLatch(1);
        guest.onAbort = aborted::countDown;
        Thread mover = Thread.currentThread();
        guest.migration = (destination, uri, parameters, flags) -> {
            mover.interrupt();
            await(aborted);
            throw new LibvirtCallException(LibvirtCallException.OPERATION_ABORTED, "canceled by client");
        };

        MigrationRecord record = move();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(record.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(record.runsOn()).isEqualTo("10.77.0.11");
        assertThat(guest.calls).contains("abortJob");
    }

    private MigrationRecord move() {
        try (HypervisorLink source = new HypervisorLink("10.77.0.11", () -> hosts.two.source);
                HypervisorLink destination = new HypervisorLink("10.77.0.12", () -> hosts.two.destination)) {
            return new LiveMigration(source, destination, heard, abort)
                    .run(hosts.request)
                    .record();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
