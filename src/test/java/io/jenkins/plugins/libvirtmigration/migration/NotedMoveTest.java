package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.libvirt.DomainState.State;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeHostStorage.Store;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.JobStatistics;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A note and no migration: the client was killed, or it is alive and has not made its call yet. */
class NotedMoveTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    /** No test waits for its end. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final String GIVEN = "it is given";

    private final TwoHosts hosts = new TwoHosts();
    private final FakeLibvirtDomain guest = hosts.onSource(State.RUNNING, 1);
    private final AbortSignal abort = new AbortSignal();
    private final Store copies = new Store();
    private final Heard heard = new Heard();
    private final MoveNote note = MoveNote.of(hosts.destination.libvirt.hostUuid, "kvm-02", false);

    @BeforeEach
    void halfCopied() {
        guest.xml = "<domain type='kvm'><name>web-1</name><uuid>" + TwoHosts.VM + "</uuid><memory unit='GiB'>1</memory>"
                + "<os><type arch='x86_64' machine='q35'>hvm</type></os><devices><disk type='file' device='disk'>"
                + "<driver name='qemu' type='qcow2'/><source file='/images/a.qcow2'/><target dev='vda' bus='virtio'/>"
                + "</disk></devices></domain>";
        hosts.source.libvirt.storage.mount("/images", new Store().put("a.qcow2", "qcow2", 1 << 30, 7));
        hosts.destination.libvirt.storage.mount("/images", copies);
        copies.put("a.qcow2", "qcow2", 1 << 30, 7).put("a.qcow2." + TwoHosts.VM + ".being-copied", "raw", 512, 0);
    }

    @Test
    void whatAKilledManagedMoveLeftIsTidiedUpAfterItsTime() {
        note.write(guest);

        MigrationRecord record = recover(SHORT, heard);

        assertThat(record.outcome()).as(record.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(record.runsOn()).isEqualTo("kvm-01");
        assertThat(heard.all()).contains("note of a move to kvm-02", GIVEN, "/images/a.qcow2 on kvm-02 was left");
        assertThat(guest.notes).isEmpty();
        assertThat(copies.images).isEmpty();
    }

    @Test
    void aMoveThatMakesItsCallMeanwhileIsFollowedToItsEnd() {
        note.write(guest);
        AtomicInteger asked = new AtomicInteger();
        guest.onJobAsked = () -> {
            int question = asked.incrementAndGet();
            guest.job = question < 4 ? JobStatistics.none() : Jobs.running(500, 100, 1);
            if (question == 8) {
                FakeLibvirtDomain arrived = hosts.onDestination(State.RUNNING, 2);
                arrived.notes.putAll(guest.notes);
                arrived.xml = guest.xml;
                hosts.source.libvirt.domains.clear();
                guest.gone = true;
            }
        };

        MigrationRecord record = recover(LONG, heard);

        assertThat(record.outcome()).as(record.reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(record.runsOn()).isEqualTo("kvm-02");
        assertThat(heard.all()).contains(GIVEN, "it is followed");
        assertThat(copies.images).containsOnlyKeys("a.qcow2");
        assertThat(hosts.destination.libvirt.domains.get(0).notes).isEmpty();
    }

    @Test
    void anAbortEndsTheWaitAndTouchesNothing() {
        note.write(guest);

        MigrationRecord record = recover(LONG, abortingAt(GIVEN));

        assertThat(record.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(record.runsOn()).isEqualTo("kvm-01");
        assertThat(heard.all()).contains("nothing is tidied up");
        assertThat(note.isOn(guest)).isTrue();
        assertThat(copies.images).hasSize(2);
    }

    @Test
    void whatAnotherMoveNotesMeanwhileIsItsOwn() {
        note.write(guest);
        MoveNote other = MoveNote.of(UUID.randomUUID(), "kvm-03", false);
        AtomicInteger asked = new AtomicInteger();
        guest.onJobAsked = () -> {
            if (asked.incrementAndGet() == 3) {
                other.write(guest);
            }
        };

        MigrationRecord record = recover(LONG, heard);

        assertThat(record.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(heard.all()).contains("nothing is tidied up");
        assertThat(other.isOn(guest)).isTrue();
        assertThat(copies.images).hasSize(2);
    }

    @Test
    void aMoveThatTookItsNoteAwayIsNotWaitedFor() {
        note.write(guest);
        AtomicInteger asked = new AtomicInteger();
        guest.onJobAsked = () -> {
            if (asked.incrementAndGet() == 3) {
                note.remove(guest);
            }
        };

        assertThat(recover(LONG, heard).outcome()).isEqualTo(Outcome.SUCCEEDED);

        assertThat(copies.images).isEmpty();
    }

    @Test
    void withoutANoteNothingIsWaitedFor() {
        assertThat(recover(LONG, heard).outcome()).isEqualTo(Outcome.SUCCEEDED);

        assertThat(heard.all()).doesNotContain(GIVEN);
        assertThat(copies.images).isEmpty();
    }

    private MigrationListener abortingAt(String words) {
        return new MigrationListener() {
            @Override
            public void event(String sentence) {
                heard.event(sentence);
                if (sentence.contains(words)) {
                    abort.request();
                }
            }

            @Override
            public void progress(Progress progress) {
                heard.progress(progress);
            }
        };
    }

    private MigrationRecord recover(Duration wait, MigrationListener listener) {
        return new UnfinishedMove(hosts.sourceLink, hosts.destinationLink, listener, abort, wait)
                .recover(MigrationRequest.of("web-1"))
                .record();
    }
}
