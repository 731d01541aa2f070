package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Things break in the middle of a move. Afterwards the guest runs exactly once, nothing is left behind, the report says
 * what happened, and the next move works.
 */
class FaultLabTest {
    private Lab lab;
    private Guest guest;
    private Unbroken unbroken;

    @BeforeEach
    void aGuestThatWritesMemoryAndDisk() {
        lab = Lab.up();
        guest = lab.guest("fault", "h1", 90, "--dirty", "30 16", "--disk", "nbd", "--diskw", "10");
        unbroken = Unbroken.watch(guest);
    }

    @AfterEach
    void tidy() {
        lab.run("mend", "h1");
        lab.run("mend", "h2");
        lab.run("allow-ports", "h2");
        guest.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"managed", "peer-to-peer"})
    void theDestinationsQemuDies(String control) {
        SlowMove move = slowMove("--control", control);
        lab.ask("kill", "h2", "qemu:" + guest.name(), "KILL");

        Migrate.Done done = move.end().failed();

        assertThat(done.record().runsOn()).isEqualTo("h1");
        assertThat(done.record().reason())
                .as("what is noticed first: by the other daemon, or by QEMU on the source in its stream")
                .containsPattern(
                        "closed the monitor|End of file|Channel error|Broken pipe|Connection reset|[Uu]nable to (read|write)")
                .as("what the destination itself has of it, in either manner")
                .contains("/var/log/libvirt/qemu/" + guest.name() + ".log on h2 ends with: ", "reason=crashed");
        wholeAndMovable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"managed", "peer-to-peer"})
    void theSourcesDaemonDiesAndComesBack(String control) {
        SlowMove move = slowMove("--control", control);
        lab.ask("kill", "h1", "libvirtd", "KILL");
        Waiting.pause(Duration.ofSeconds(2));
        lab.ask("start", "h1", "libvirtd");

        Migrate.Done done = move.end().failed();

        assertThat(done.record().runsOn()).isEqualTo("h1");
        assertThat(done.record().reason()).contains("The connection to libvirt on h1");
        wholeAndMovable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"managed", "peer-to-peer"})
    void theDestinationsLinkIsCut(String control) {
        SlowMove move = slowMove("--control", control);
        lab.ask("cut", "h2");

        Migrate.Done done = move.end().failed();

        assertThat(done.record().runsOn()).isEqualTo("h1");
        assertThat(done.record().reason())
                .contains("h2")
                .containsAnyOf("h2 no longer answers", "client socket is closed");
        lab.ask("mend", "h2");
        wholeAndMovable();
    }

    @Test
    void theDataPortsAreDropped() {
        guest.say("dirty 0");
        SlowMove move = slowMove("--control", "managed", "--stall-timeout", "6s");
        lab.ask("drop-ports", "h2");

        Migrate.Done done = move.end().failed();

        assertThat(done.record().reason()).contains("not one byte", "firewall");
        lab.ask("allow-ports", "h2");
        wholeAndMovable();
    }

    /** A guest that the move paused runs again, whether by libvirt's doing or by ours: nobody else would know. */
    @Test
    void theDataPortsAreDroppedWhileTheMoveHasPausedTheGuest() {
        SlowMove move = slowMove("--timeout", "30s", "--on-timeout", "pause");
        move.awaitSaid("the guest is paused until the rest is copied");
        lab.ask("drop-ports", "h2");

        Migrate.Done done = move.end().failed();

        assertThat(done.record().runsOn()).isEqualTo("h1");
        lab.ask("allow-ports", "h2");
        wholeAndMovable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalEndsItInOrder(String signal) {
        SlowMove move = slowMove();
        move.running().signal(signal);

        Migrate.Done done = move.end();

        assertThat(done.output().status()).as(done.output().toString()).isEqualTo(3);
        assertThat(done.record().outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(done.record().runsOn()).isEqualTo("h1");
        wholeAndMovable();
    }

    @Test
    void aKilledClientOfAManagedMoveLeavesTheGuestOnTheSource() {
        slowMove("--control", "managed").kill();

        Migrate.Done recovered =
                Migrate.of(lab, guest, "h1", "h2", "--recover").run().succeeded();

        assertThat(recovered.record().runsOn()).isEqualTo("h1");
        wholeAndMovable();
    }

    @Test
    void aKilledClientOfAPeerToPeerMoveIsNotNeeded() {
        SlowMove move = slowMove("--control", "peer-to-peer");
        move.kill();
        guest.say("dirty 0");
        move.letGo();

        Migrate.Done recovered =
                Migrate.of(lab, guest, "h1", "h2", "--recover").run().succeeded();

        assertThat(recovered.record().runsOn()).isEqualTo("h2");
        unbroken.provenOn("h2");
        Leftovers.none(lab);
        Migrate.of(lab, guest, "h2", "h1").run().succeeded();
        unbroken.provenOn("h1");
    }

    /** What libvirt itself leaves: the source's daemon no longer knows who owns the guest, and lets it be. */
    @ParameterizedTest
    @ValueSource(strings = {"--recover", "--non-live"})
    void aClientKilledInTheSwitchOverLeavesAPausedGuestThatRunsAgain(String next) {
        guest.say("dirty 0");
        SlowMove move = slowMove("--control", "managed");
        // However slow the machine is: QEMU carries its part to the end, and nobody is there to hear of it.
        move.running().signal("STOP");
        move.letGo();
        Waiting.until(
                "QEMU is done",
                () -> move.virsh("qemu-monitor-command", guest.name(), "--hmp", "info migrate")
                        .contains("completed"));
        Waiting.until(
                "the guest is paused",
                () -> move.virsh("domstate", guest.name()).contains("paused"));
        move.kill();
        awaitOneHost();
        assertThat(guest.where())
                .as("left by the crash")
                .singleElement()
                .asString()
                .startsWith("h1 paused");

        Migrate.Done done = Migrate.of(lab, guest, "h1", "h2", next).run().succeeded();

        assertThat(done.events()).contains("it runs again");
        unbroken.provenOn(next.equals("--recover") ? "h1" : "h2");
        Leftovers.none(lab);
    }

    @Test
    void theDestinationsDiskFillsUp() {
        try (Guest full = guestWithData("full", 91)) {
            Unbroken whole = Unbroken.watch(full);
            // Of a peer-to-peer move libvirt tells only that it failed.
            SlowMove move = SlowMove.start(lab, full, "h1", "h2", "--control", "managed");
            lab.ask("fill", "h2", "4M");
            try {
                Migrate.Done done = move.end().failed();
                assertThat(done.record().runsOn()).isEqualTo("h1");
                assertThat(done.record().reason()).contains("No space left on device", "Free space");
            } finally {
                lab.ask("unfill", "h2");
            }
            whole.provenOn("h1");
            assertThat(lab.on("h2", "ls", "/var/lib/libvirt/images")).doesNotContain("guest-91");
            Leftovers.none(lab);
            Migrate.of(lab, full, "h1", "h2").run().succeeded();
            whole.provenOn("h2");
        }
    }

    @Test
    void whatAKilledCopyLeftIsReplacedByTheNextMove() {
        try (Guest half = guestWithData("half", 92)) {
            Unbroken whole = Unbroken.watch(half);
            SlowMove.start(lab, half, "h1", "h2", "--control", "managed").kill();
            assertThat(lab.on("h2", "ls", "/var/lib/libvirt/images")).contains("guest-92", ".being-copied");

            Migrate.of(lab, half, "h1", "h2", "--recover").run().succeeded();
            assertThat(lab.on("h2", "ls", "/var/lib/libvirt/images")).doesNotContain("guest-92");
            Leftovers.none(lab);

            Migrate.of(lab, half, "h1", "h2").run().succeeded();
            whole.provenOn("h2");
            Leftovers.none(lab);
        }
    }

    /** A guest with as much on its disk as in its memory. */
    private Guest guestWithData(String name, int octet) {
        Guest data = lab.guest(name, "h1", octet, "--disk", "local", "--size", "256M");
        data.say("dd if=/dev/urandom of=/dev/vda bs=1M count=60 conv=fsync 2>/dev/null && diskw 10", 120);
        return data;
    }

    private SlowMove slowMove(String... options) {
        return SlowMove.start(lab, guest, "h1", "h2", options);
    }

    /** The guest is on the source, untouched; nothing is left on the destination; and it can be moved. */
    private void wholeAndMovable() {
        awaitOneHost();
        unbroken.provenOn("h1");
        Leftovers.none(lab);
        guest.say("dirty 0");
        Migrate.of(lab, guest, "h1", "h2").run().succeeded();
        unbroken.provenOn("h2");
        Leftovers.none(lab);
    }

    /** A destination whose source is gone notices by its keep-alives, and only then ends what was coming in. */
    private void awaitOneHost() {
        Waiting.until("one host that knows the guest", () -> guest.where().size() == 1);
    }
}
