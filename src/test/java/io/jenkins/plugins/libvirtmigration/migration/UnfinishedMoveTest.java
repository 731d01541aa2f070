package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.libvirt.DomainState.State;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnfinishedMoveTest {
    private static final int BY_USER = 1;
    private static final int FOR_MIGRATION = 2;

    private final TwoHosts hosts = new TwoHosts();
    private final Heard heard = new Heard();

    @Test
    void theHostOfTheNoteHasNoProcessForItSoItRunsAgain() {
        FakeLibvirtDomain left = hosts.onSource(State.PAUSED, FOR_MIGRATION);
        MoveNote.of(hosts.destination.libvirt.hostUuid, "kvm-02", false).write(left);

        MigrationRecord record = recover();

        assertThat(record.outcome()).as(record.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(record.runsOn()).isEqualTo("kvm-01");
        assertThat(left.calls).contains("resume");
        assertThat(left.notes).isEmpty();
    }

    @Test
    void anotherHostsWordProvesNothing() {
        FakeLibvirtDomain left = hosts.onSource(State.PAUSED, FOR_MIGRATION);
        MoveNote.of(UUID.randomUUID(), "kvm-03", false).write(left);

        MigrationRecord record = recover();

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.runsOn()).isNull();
        assertThat(record.reason()).contains("move to kvm-03", "kvm-02 is another host", "--to kvm-03");
        assertThat(left.calls).doesNotContain("resume");
        assertThat(left.notes).isNotEmpty();
    }

    @Test
    void withoutANoteNobodyKnowsWhomToAsk() {
        FakeLibvirtDomain left = hosts.onSource(State.PAUSED, FOR_MIGRATION);

        MigrationRecord record = recover();

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.reason()).contains("nothing there tells", "virsh domstate", "virsh resume");
        assertThat(left.calls).doesNotContain("resume");
    }

    @Test
    void aPauseByAnAdministratorStaysWhateverTheNoteSays() {
        FakeLibvirtDomain left = hosts.onSource(State.PAUSED, BY_USER);
        MoveNote.of(hosts.destination.libvirt.hostUuid, "kvm-02", false).write(left);

        MigrationRecord record = recover();

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.reason()).contains("paused by somebody", "--on-timeout pause", "virsh resume");
        assertThat(left.calls).doesNotContain("resume");
    }

    @Test
    void aGuestThatArrivedIsFinishedAsItsMoverWouldHave() {
        FakeLibvirtDomain arrived = hosts.onDestination(State.RUNNING, 2);
        MoveNote.of(hosts.destination.libvirt.hostUuid, "kvm-02", true).write(arrived);

        MigrationRecord record = recover();

        assertThat(record.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(record.runsOn()).isEqualTo("kvm-02");
        assertThat(arrived.autostart).isTrue();
        assertThat(arrived.notes).isEmpty();
        assertThat(heard.all()).contains("Autostart is set on kvm-02");
    }

    @Test
    void whatIsLeftOfAGuestThatArrivedLosesItsNote() {
        FakeLibvirtDomain left = hosts.onSource(State.PAUSED, FOR_MIGRATION);
        MoveNote.of(hosts.destination.libvirt.hostUuid, "kvm-02", false).write(left);
        hosts.onDestination(State.RUNNING, 1);

        MigrationRecord record = recover();

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.runsOn()).isEqualTo("kvm-02");
        assertThat(record.reason()).contains("kvm-01 still holds a paused process", "virsh destroy");
        assertThat(heard.all()).contains(record.reason());
        assertThat(left.notes).isEmpty();
        assertThat(left.calls).doesNotContain("resume");
    }

    /** 40 minutes are much for 2 GiB, and little for 64: what is under way is not aborted for a wrong size. */
    @Test
    void aLargeMoveThatIsUnderWayIsMeasuredAsItsMoverDid() {
        FakeLibvirtDomain moving = hosts.onSource(State.RUNNING, 1);
        moving.xml =
                "<domain type='kvm'><name>web-1</name><uuid>" + TwoHosts.VM + "</uuid><memory unit='GiB'>64</memory>"
                        + "<os><type arch='x86_64' machine='q35'>hvm</type></os><devices/></domain>";
        moving.job = Jobs.with(Jobs.running(500, 100, 1), "time_elapsed", 10_000_000L);
        endsWhenRead(moving);

        MigrationRecord record = recover();

        assertThat(moving.calls).doesNotContain("abortJob");
        assertThat(List.copyOf(moving.calls).stream().filter(call -> call.startsWith("setMaxDowntime")))
                .as("the step of 10,000 s, at 4,800 s a step")
                .containsExactly("setMaxDowntime 140");
        assertThat(record.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(record.runsOn()).isEqualTo("kvm-01");
    }

    @Test
    void aMoveThatEndsBetweenTwoQuestionsIsProvenAllTheSame() {
        FakeLibvirtDomain moving = hosts.onSource(State.RUNNING, 1);
        moving.job = Jobs.running(500, 100, 1);
        AtomicInteger asked = new AtomicInteger();
        moving.onJobAsked = () -> {
            if (asked.incrementAndGet() == 2) {
                hosts.source.libvirt.domains.clear();
                hosts.onDestination(State.RUNNING, 2);
                throw new LibvirtCallException(LibvirtCallException.OPERATION_INVALID, "domain is not running.");
            }
        };

        MigrationRecord record = recover();

        assertThat(record.outcome()).as(record.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(record.runsOn()).isEqualTo("kvm-02");
        assertThat(asked).as("the question whose answer the move overtook").hasValueGreaterThanOrEqualTo(2);
    }

    /** The move ends, and the guest is gone from the source, before any one of the questions there is answered. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whicheverQuestionTheMoveOvertakesItIsFoundWhereItArrived(int question) {
        FakeLibvirtDomain moving = hosts.onSource(State.RUNNING, 1);
        moving.job = Jobs.running(500, 100, 1);
        AtomicInteger asked = new AtomicInteger();
        moving.onAsked = () -> {
            if (asked.incrementAndGet() == question) {
                hosts.source.libvirt.domains.clear();
                moving.gone = true;
                hosts.onDestination(State.RUNNING, 2);
            }
        };

        MigrationRecord record = recover();

        assertThat(moving.gone).as("there was such a question").isTrue();
        assertThat(record.outcome()).as(record.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(record.runsOn()).isEqualTo("kvm-02");
    }

    private static void endsWhenRead(FakeLibvirtDomain moving) {
        moving.onJobAsked = () -> {
            if (List.copyOf(moving.calls).stream().anyMatch(call -> call.startsWith("setMaxDowntime"))) {
                moving.job = JobStatistics.none();
            }
        };
    }

    @Test
    void whatNobodyKnowsIsSaid() {
        MigrationRecord record = recover();

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.reason()).contains("Neither kvm-01 nor kvm-02 knows");
    }

    private MigrationRecord recover() {
        return new UnfinishedMove(
                        hosts.sourceLink, hosts.destinationLink, heard, new AbortSignal(), Duration.ofMillis(50))
                .recover(MigrationRequest.of("web-1"))
                .record();
    }
}
