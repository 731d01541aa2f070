package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A guest that dirties 40 MiB/s over a link of 100 Mbit/s: left alone it never converges. */
class ConvergenceLabTest {
    private Lab lab;
    private Guest guest;
    private Unbroken unbroken;

    @BeforeEach
    void aGuestThatDoesNotConverge() {
        lab = Lab.up();
        guest = lab.guest("dirty", "h1", 80, "--dirty", "40 16");
        lab.ask("shape", "h1", "100mbit");
        unbroken = Unbroken.watch(guest);
    }

    @AfterEach
    void tidy() {
        lab.ask("unshape", "h1");
        guest.close();
    }

    @Test
    void isAbortedByDefaultAndStaysWhole() {
        Migrate.Done done =
                Migrate.of(lab, guest, "h1", "h2", "--timeout", "12s").run().failed();

        assertThat(done.record().reason()).contains("Not converged", "limit 12.0 s", "--on-timeout");
        assertThat(done.record().runsOn()).isEqualTo("h1");
        assertThat(done.record().samples()).isNotEmpty();
        unbroken.provenOn("h1");

        guest.say("dirty 0");
        Migrate.of(lab, guest, "h1", "h2").run().succeeded();
        unbroken.provenOn("h2");
    }

    @Test
    void isNoticedByTheWatchdog() {
        Migrate.Done done = Migrate.of(
                        lab,
                        guest,
                        "h1",
                        "h2",
                        "--stall-timeout",
                        "8s",
                        "--downtime-schedule",
                        "fixed",
                        "--max-downtime",
                        "50ms")
                .run()
                .failed();

        assertThat(done.record().reason()).contains("Stalled", "dirties its memory faster");
        unbroken.provenOn("h1");
    }

    @Test
    void isRescuedByAutoConverge() {
        Migrate.Done done =
                Migrate.of(lab, guest, "h1", "h2", "--auto-converge").run().succeeded();

        assertThat(done.events()).contains("Auto-converge takes");
        unbroken.provenOn("h2");
    }

    @Test
    void isRescuedByALongerDowntime() {
        Migrate.of(lab, guest, "h1", "h2", "--max-downtime", "4s", "--downtime-schedule", "fixed")
                .run()
                .succeeded();
        unbroken.provenOn("h2");
    }

    @Test
    void isRescuedByPausing() {
        Migrate.Done done = Migrate.of(lab, guest, "h1", "h2", "--timeout", "12s", "--on-timeout", "pause")
                .run()
                .succeeded();

        assertThat(done.events()).contains("paused until the rest is copied");
        unbroken.provenOn("h2");
    }

    @Test
    void isRescuedByPostcopyAtTheTimeout() {
        Migrate.Done done = Migrate.of(lab, guest, "h1", "h2", "--timeout", "12s", "--on-timeout", "postcopy")
                .run()
                .succeeded();

        assertThat(done.events()).contains("post-copy starts");
        unbroken.provenOn("h2");
    }

    @Test
    void isRescuedByPostcopyAfterTwoPasses() {
        Migrate.Done done =
                Migrate.of(lab, guest, "h1", "h2", "--postcopy").run().succeeded();

        assertThat(done.events()).contains("After 2 passes");
        unbroken.provenOn("h2");
    }
}
