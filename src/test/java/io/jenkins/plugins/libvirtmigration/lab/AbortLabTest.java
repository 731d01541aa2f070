package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An abort is over within 30 s, and says where the guest runs, also where a host or a QEMU gives no answer. */
class AbortLabTest {
    /** 30 s are promised; a process that has not ended after 40 s ends itself, and proves nothing then. */
    private static final Duration BOUND = Duration.ofSeconds(45);

    private Lab lab;
    private Guest guest;
    private Unbroken unbroken;

    @BeforeEach
    void aMoveThatLasts() {
        lab = Lab.up();
        guest = lab.guest("abort", "h1", 95, "--disk", "gluster", "--diskw", "10");
        lab.ask("shape", "h1", "10mbit");
        unbroken = Unbroken.watch(guest);
    }

    @AfterEach
    void tidy() {
        lab.run("kill", "h1", "qemu:" + guest.name(), "CONT");
        lab.run("mend", "h2");
        lab.run("unshape", "h1");
        guest.close();
    }

    @Test
    void aDestinationThatIsSilent() {
        Migrate migrate = Migrate.of(lab, guest, "h1", "h2", "--control", "managed", "--bandwidth", "1MiB/s");
        Running running = UnderWay.of(lab, guest, migrate);
        lab.ask("cut", "h2");
        running.signal("INT");

        Output output = running.await(BOUND);

        assertThat(output.status()).as(output.toString()).isEqualTo(3);
        Migrate.Done done = migrate.end(running);
        assertThat(done.record().outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(done.record().runsOn()).isEqualTo("h1");
        assertThat(done.record().reason()).contains("abort was asked for", "h2 could not be asked");
        lab.ask("mend", "h2");
        theNextMoveWorks();
    }

    @Test
    void aSourceWhoseQemuHangs() {
        Migrate migrate = Migrate.of(lab, guest, "h1", "h2", "--control", "managed", "--bandwidth", "1MiB/s");
        Running running = UnderWay.of(lab, guest, migrate);
        lab.ask("kill", "h1", "qemu:" + guest.name(), "STOP");
        running.signal("TERM");

        Output output = running.await(BOUND);

        assertThat(output.status()).as(output.toString()).isEqualTo(3);
        Migrate.Done done = migrate.end(running);
        assertThat(done.record().runsOn()).as(done.events()).isEqualTo("h1");
        assertThat(done.record().reason()).contains("abort was asked for");
        lab.ask("kill", "h1", "qemu:" + guest.name(), "CONT");
        Waiting.until("only h1 has it", () -> guest.where().size() == 1);
        theNextMoveWorks();
    }

    /** The guest already runs at the destination, and needs what is left of it on the source: nothing can be taken back. */
    @Test
    void aMoveInPostcopyGoesOnToItsEnd() {
        Migrate migrate = Migrate.of(lab, guest, "h1", "h2", "--timeout", "5s", "--on-timeout", "postcopy");
        Running running = UnderWay.of(lab, guest, migrate);
        Waiting.until("post-copy", () -> running.soFar().err().contains("post-copy starts"));
        running.signal("INT");
        Waiting.until("the abort is refused", () -> running.soFar().err().contains("post-copy cannot be undone"));
        lab.ask("unshape", "h1");

        Migrate.Done done = migrate.end(running);

        assertThat(done.output().status())
                .as("it was interrupted: " + done.output())
                .isEqualTo(3);
        assertThat(done.record().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(done.record().runsOn()).isEqualTo("h2");
        unbroken.provenOn("h2");
    }

    @Test
    void hostsThatAreStillConnectedTo() {
        lab.ask("cut", "h2");
        Migrate migrate = Migrate.of(lab, guest, "h1", "h2");
        Running running = migrate.start();
        Waiting.until(
                "it connects",
                () -> lab.run(
                                "on",
                                "h1",
                                "ss",
                                "--no-header",
                                "--tcp",
                                "--numeric",
                                "state",
                                "established",
                                "sport",
                                "=",
                                ":22")
                        .out()
                        .contains("10.77.0.1:"));
        running.signal("INT");

        Output output = running.await(BOUND);

        assertThat(output.status()).as(output.toString()).isEqualTo(3);
        Migrate.Done done = migrate.end(running);
        assertThat(done.record().outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(done.record().reason()).contains("before the migration began");
        unbroken.provenOn("h1");
    }

    @Test
    void aProcessThatIsKilledInItsAbortLeavesAReportThatSaysSo() {
        Migrate migrate = Migrate.of(lab, guest, "h1", "h2", "--control", "managed", "--bandwidth", "1MiB/s");
        Running running = UnderWay.of(lab, guest, migrate);
        lab.ask("kill", "h1", "qemu:" + guest.name(), "STOP");
        Set<Path> before = reports();
        running.signal("TERM");
        Waiting.until("the provisional report", () -> !reports().equals(before));
        running.signal("KILL");

        Migrate.Done done = migrate.end(running);

        assertThat(done.record().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(done.record().runsOn()).isNull();
        assertThat(done.record().reason()).contains("told to end", "--recover");
        lab.ask("kill", "h1", "qemu:" + guest.name(), "CONT");
        Waiting.until("only h1 has it", () -> guest.where().size() == 1);
        assertThat(Migrate.of(lab, guest, "h1", "h2", "--recover")
                        .run()
                        .succeeded()
                        .record()
                        .runsOn())
                .isEqualTo("h1");
        theNextMoveWorks();
    }

    /** The last file of each report that is written. */
    private Set<Path> reports() {
        try (Stream<Path> files = Files.list(lab.directory())) {
            return files.map(directory -> directory.resolve("junit.xml"))
                    .filter(Files::exists)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void theNextMoveWorks() {
        unbroken.provenOn("h1");
        // A host that was cut off finds out half a minute later that nobody sends it the rest.
        Waiting.until("one host that knows the guest", () -> guest.where().size() == 1);
        lab.ask("unshape", "h1");
        Migrate.of(lab, guest, "h1", "h2").run().succeeded();
        unbroken.provenOn("h2");
    }
}
