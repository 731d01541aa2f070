package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
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
    void aSlowMove() {
        lab = Lab.up();
        guest = lab.guest("fault", "h1", 90, "--dirty", "30 16");
        lab.ask("shape", "h1", "100mbit");
        unbroken = Unbroken.watch(guest);
    }

    @AfterEach
    void tidy() {
        lab.run("mend", "h1");
        lab.run("mend", "h2");
        lab.run("allow-ports", "h2");
        lab.run("unshape", "h1");
        guest.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"managed", "peer-to-peer"})
    void theDestinationsQemuDies(String control) {
        Migrate migrate = Migrate.of(lab, guest, "h1", "h2", "--control", control);
        Running running = underWay(migrate);
        lab.ask("kill", "h2", "qemu:" + guest.name(), "KILL");

        Migrate.Done done = migrate.end(running).failed();

        assertThat(done.record().runsOn()).isEqualTo("h1");
        assertThat(done.record().reason()).isNotBlank();
        wholeAndMovable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"managed", "peer-to-peer"})
    void theSourcesDaemonDiesAndComesBack(String control) throws InterruptedException {
        Migrate migrate = Migrate.of(lab, guest, "h1", "h2", "--control", control);
        Running running = underWay(migrate);
        lab.ask("kill", "h1", "libvirtd", "KILL");
        Thread.sleep(2_000);
        lab.ask("start", "h1", "libvirtd");

        Migrate.Done done = migrate.end(running).failed();

        assertThat(done.record().runsOn()).isEqualTo("h1");
        wholeAndMovable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"managed", "peer-to-peer"})
    void theDestinationsLinkIsCut(String control) {
        Migrate migrate = Migrate.of(lab, guest, "h1", "h2", "--control", control);
        Running running = underWay(migrate);
        lab.ask("cut", "h2");

        Migrate.Done done = migrate.end(running).failed();

        assertThat(done.record().runsOn()).isEqualTo("h1");
        assertThat(done.record().reason()).contains("h2");
        lab.ask("mend", "h2");
        wholeAndMovable();
    }

    @Test
    void theDataPortsAreDropped() {
        guest.say("dirty 0");
        lab.ask("shape", "h1", "50mbit");
        Migrate migrate = Migrate.of(lab, guest, "h1", "h2", "--control", "managed", "--stall-timeout", "6s");
        Running running = underWay(migrate);
        lab.ask("drop-ports", "h2");

        Migrate.Done done = migrate.end(running).failed();

        assertThat(done.record().reason()).contains("not one byte", "firewall");
        lab.ask("allow-ports", "h2");
        wholeAndMovable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalEndsItInOrder(String signal) {
        Migrate migrate = Migrate.of(lab, guest, "h1", "h2");
        Running running = underWay(migrate);
        running.signal(signal);

        Output output = running.await(Duration.ofSeconds(40));

        assertThat(output.status()).as(output.toString()).isEqualTo(3);
        Migrate.Done done = migrate.end(running);
        assertThat(done.record().outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(done.record().runsOn()).isEqualTo("h1");
        wholeAndMovable();
    }

    @Test
    void aKilledClientOfAManagedMoveLeavesTheGuestOnTheSource() {
        Running running = underWay(Migrate.of(lab, guest, "h1", "h2", "--control", "managed"));
        running.signal("KILL");
        running.await(Duration.ofSeconds(5));

        Migrate.Done recovered =
                Migrate.of(lab, guest, "h1", "h2", "--recover").run().succeeded();

        assertThat(recovered.record().runsOn()).isEqualTo("h1");
        wholeAndMovable();
    }

    @Test
    void aKilledClientOfAPeerToPeerMoveIsNotNeeded() {
        Running running = underWay(Migrate.of(lab, guest, "h1", "h2", "--control", "peer-to-peer"));
        running.signal("KILL");
        running.await(Duration.ofSeconds(5));
        guest.say("dirty 0");

        Migrate.Done recovered =
                Migrate.of(lab, guest, "h1", "h2", "--recover").run().succeeded();

        assertThat(recovered.record().runsOn()).isEqualTo("h2");
        unbroken.provenOn("h2");
    }

    /** What libvirt itself leaves: the source's daemon no longer knows who owns the guest, and lets it be. */
    @ParameterizedTest
    @ValueSource(strings = {"--recover", "--non-live"})
    void aClientKilledInTheSwitchOverLeavesAPausedGuestThatRunsAgain(String next) {
        try (Guest clean = lab.guest("switching", "h1", 93)) {
            Unbroken whole = Unbroken.watch(clean);
            lab.ask("shape", "h1", "20mbit");
            Running running = underWay(Migrate.of(lab, clean, "h1", "h2", "--control", "managed"), clean);
            // However slow the machine is: QEMU carries its part to the end, and nobody is there to hear of it.
            running.signal("STOP");
            lab.ask("unshape", "h1");
            awaitSaid("completed", "h1", "qemu-monitor-command", clean.name(), "--hmp", "info migrate");
            awaitSaid("paused", "h1", "domstate", clean.name());
            running.signal("KILL");
            running.await(Duration.ofSeconds(5));
            awaitGone(clean, "h2");
            assertThat(clean.where())
                    .as("left by the crash")
                    .singleElement()
                    .asString()
                    .startsWith("h1 paused");

            Migrate.Done done = Migrate.of(lab, clean, "h1", "h2", next).run().succeeded();

            assertThat(done.events()).contains("it runs again");
            whole.provenOn(next.equals("--recover") ? "h1" : "h2");
        }
    }

    private void awaitSaid(String word, String host, String... virsh) {
        List<String> words = new ArrayList<>(List.of("on", host, "virsh"));
        words.addAll(List.of(virsh));
        await(
                word + " from " + words,
                () -> lab.run(words.toArray(String[]::new)).out().contains(word));
    }

    private void awaitGone(Guest moving, String host) {
        await(
                moving.name() + " gone from " + host,
                () -> moving.where().stream().noneMatch(line -> line.startsWith(host + " ")));
    }

    private static void await(String what, BooleanSupplier seen) {
        for (int i = 0; i < 200; i++) {
            if (seen.getAsBoolean()) {
                return;
            }
            pause(100);
        }
        throw new AssertionError("Not seen: " + what);
    }

    @Test
    void theDestinationsDiskFillsUp() {
        try (Guest full = guestWithData("full", 91)) {
            Unbroken whole = Unbroken.watch(full);
            Migrate migrate = Migrate.of(lab, full, "h1", "h2");
            Running running = underWay(migrate, full);
            lab.ask("fill", "h2", "4M");
            try {
                Migrate.Done done = migrate.end(running).failed();
                assertThat(done.record().runsOn()).isEqualTo("h1");
                assertThat(done.record().reason())
                        .isNotBlank(); // QEMU's words, or the broken channel's: either is seen
            } finally {
                lab.ask("unfill", "h2");
            }
            whole.provenOn("h1");
            assertThat(lab.on("h2", "ls", "/var/lib/libvirt/images")).doesNotContain("guest-91");
            lab.ask("unshape", "h1");
            Migrate.of(lab, full, "h1", "h2").run().succeeded();
            whole.provenOn("h2");
        }
    }

    @Test
    void whatAKilledCopyLeftIsReplacedByTheNextMove() {
        try (Guest half = guestWithData("half", 92)) {
            Unbroken whole = Unbroken.watch(half);
            Running running = underWay(Migrate.of(lab, half, "h1", "h2", "--control", "managed"), half);
            running.signal("KILL");
            running.await(Duration.ofSeconds(5));
            assertThat(lab.on("h2", "ls", "/var/lib/libvirt/images")).contains("guest-92", ".being-copied");
            lab.ask("unshape", "h1");

            Migrate.of(lab, half, "h1", "h2", "--recover").run().succeeded();
            assertThat(lab.on("h2", "ls", "/var/lib/libvirt/images")).doesNotContain("guest-92");

            Migrate.of(lab, half, "h1", "h2").run().succeeded();
            whole.provenOn("h2");
            assertThat(lab.on("h2", "ls", "/var/lib/libvirt/images")).doesNotContain(".being-copied");
        }
    }

    /** A guest whose copy takes seconds over the slow link. */
    private Guest guestWithData(String name, int octet) {
        Guest data = lab.guest(name, "h1", octet, "--disk", "local", "--size", "256M");
        data.say("dd if=/dev/urandom of=/dev/vda bs=1M count=60 conv=fsync 2>/dev/null", 60);
        return data;
    }

    /** Starts the move and waits until the job carries bytes. */
    private Running underWay(Migrate migrate) {
        return underWay(migrate, guest);
    }

    private Running underWay(Migrate migrate, Guest moving) {
        Running running = migrate.start();
        for (int i = 0; i < 300; i++) {
            if (!running.isAlive()) {
                throw new AssertionError("It was over too early: " + running.soFar());
            }
            Output job = lab.run("on", "h1", "virsh", "domjobinfo", moving.name());
            if (job.out().contains(" remaining:")) {
                pause(1_500);
                return running;
            }
            pause(100);
        }
        throw new AssertionError("No job within 30 s: " + running.soFar());
    }

    /** The guest is on the source, untouched; nothing is left on the destination; and it can be moved. */
    private void wholeAndMovable() {
        unbroken.provenOn("h1");
        assertThat(guest.where()).as("hosts that know the guest").hasSize(1);
        guest.say("dirty 0");
        lab.ask("unshape", "h1");
        Migrate.of(lab, guest, "h1", "h2").run().succeeded();
        unbroken.provenOn("h2");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
