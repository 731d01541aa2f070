package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A guest that rewrites 8 MiB as fast as it can over a link of 40 Mbit/s: left alone it never converges. The memory of
 * any guest of the lab takes some 20 s over that link, which is less than the timeouts here: what is left then is only
 * what the guest keeps rewriting.
 */
class ConvergenceLabTest {
    private static final String TIMEOUT = "30s";

    private Lab lab;
    private Guest guest;
    private Unbroken unbroken;

    @BeforeEach
    void aGuestThatDoesNotConverge() {
        lab = Lab.up();
        guest = lab.guest("dirty", "h1", 80, "--disk", "gluster", "--diskw", "10");
        unbroken = Unbroken.watch(guest);
        guest.say("dirty max 8");
        Waiting.until("a working set that is rewritten again and again", () -> writtenMebibytes() > 5 * 8);
        lab.ask("shape", "h1", "40mbit");
    }

    private long writtenMebibytes() {
        // The file is not there at first, and empty for a moment whenever it is written anew.
        return Long.parseLong(
                "0" + guest.say("cat /tmp/dirty.written 2>/dev/null || true").strip());
    }

    @AfterEach
    void tidy() {
        lab.run("unshape", "h1");
        guest.close();
    }

    @Test
    void isAbortedByDefaultAndStaysWhole() {
        Migrate.Done done =
                Migrate.of(lab, guest, "h1", "h2", "--timeout", TIMEOUT).run().failed();

        assertThat(done.record().reason()).contains("Not converged", "limit 30.0 s", "--on-timeout");
        assertThat(done.record().runsOn()).isEqualTo("h1");
        assertThat(done.record().samples()).isNotEmpty();
        unbroken.provenOn("h1");

        guest.say("dirty 0");
        lab.ask("unshape", "h1");
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
        Migrate.Done done = Migrate.of(lab, guest, "h1", "h2", "--timeout", TIMEOUT, "--on-timeout", "pause")
                .run()
                .succeeded();

        assertThat(done.events()).contains("paused until the rest is copied");
        unbroken.provenOn("h2");
    }

    @Test
    void isRescuedByPostcopyAtTheTimeout() {
        Migrate.Done done = Migrate.of(lab, guest, "h1", "h2", "--timeout", TIMEOUT, "--on-timeout", "postcopy")
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
