package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a killed client leaves is mended only where it is proven what it left: the host that the guest was on its way to is
 * asked, and no other.
 */
class RecoveryLabTest {
    private static final String NOTE = "urn:libvirt-migration:move:1";

    private Lab lab;
    private Guest guest;
    private Unbroken unbroken;

    @BeforeEach
    void aSlowMove() {
        lab = Lab.up();
        guest = lab.guest("left", "h1", 94, "--disk", "gluster", "--diskw", "10");
        lab.ask("shape", "h1", "20mbit");
        unbroken = Unbroken.watch(guest);
    }

    @AfterEach
    void tidy() {
        lab.run("unshape", "h1");
        guest.close();
    }

    @Test
    void onlyTheHostThatItWasOnItsWayToLetsItRunAgain() {
        Running running = UnderWay.of(lab, guest, Migrate.of(lab, guest, "h1", "h2", "--control", "managed"));
        // However slow the machine is: QEMU carries its part to the end, and nobody is there to hear of it.
        running.signal("STOP");
        lab.ask("unshape", "h1");
        awaitSwitchOver();
        running.signal("KILL");
        running.await(Duration.ofSeconds(60));
        Waiting.until("h2 has let it go", () -> guest.where().size() == 1);

        Migrate.Done moved = Migrate.of(lab, guest, "h1", "h3").run();
        Migrate.Done recovered = Migrate.of(lab, guest, "h1", "h3", "--recover").run();

        for (Migrate.Done refused : new Migrate.Done[] {moved, recovered}) {
            refused.failed();
            assertThat(refused.record().reason())
                    .contains("in the middle of a move to h2", "h3 is another host", "--recover", "--from h1 --to h2");
            assertThat(refused.record().runsOn()).isNull();
        }
        assertThat(on("h1", "domstate")).contains("paused");
        assertThat(Migrate.of(lab, guest, "h1", "h2", "--recover")
                        .run()
                        .succeeded()
                        .record()
                        .runsOn())
                .isEqualTo("h1");
        unbroken.provenOn("h1");
        assertThat(on("h1", "dumpxml")).doesNotContain(NOTE);
        assertThat(Migrate.of(lab, guest, "h1", "h3").run().succeeded().record().outcome())
                .isEqualTo(Outcome.SUCCEEDED);
        unbroken.provenOn("h3");
    }

    @Test
    void aPauseOfAnotherProgramsMoveIsLeftToItsOwner() {
        Running virsh = lab.start(
                null,
                "on",
                "ctl",
                "virsh",
                "-c",
                "qemu+ssh://h1/system",
                "migrate",
                "--live",
                "--persistent",
                "--undefinesource",
                guest.name(),
                "qemu+ssh://h2/system");
        UnderWay.awaitJob(lab, guest, virsh);
        String pid = lab.on("ctl", "pgrep", "-f", "virsh.*migrate.*" + guest.name());
        for (String one : pid.split("\\s+")) {
            lab.run("on", "ctl", "kill", "-STOP", one);
        }
        lab.ask("unshape", "h1");
        awaitSwitchOver();
        for (String one : pid.split("\\s+")) {
            lab.run("on", "ctl", "kill", "-KILL", one);
        }
        Waiting.until("h2 has let it go", () -> guest.where().size() == 1);

        Migrate.Done recovered =
                Migrate.of(lab, guest, "h1", "h2", "--recover").run().failed();

        assertThat(recovered.record().reason()).contains("nothing there tells to which host", "virsh resume");
        assertThat(on("h1", "domstate")).contains("paused");
    }

    @Test
    void autostartIsCarriedOverThoughTheClientOfAPeerToPeerMoveIsGone() {
        killAPeerToPeerClientAndRecover(guest, unbroken);
    }

    /** Its console listens on h1's own address: the destination is given another XML than the guest has here. */
    @Test
    void soItIsWhereTheDestinationIsGivenAnotherXml() {
        try (Guest console =
                lab.guest("console", "h1", 95, "--disk", "gluster", "--diskw", "10", "--graphics", "10.77.0.11")) {
            killAPeerToPeerClientAndRecover(console, Unbroken.watch(console));

            assertThat(lab.on("h2", "virsh", "dumpxml", console.name())).contains("10.77.0.12");
        }
    }

    private void killAPeerToPeerClientAndRecover(Guest moved, Unbroken whole) {
        lab.on("h1", "virsh", "autostart", moved.name());
        Running running = UnderWay.of(lab, moved, Migrate.of(lab, moved, "h1", "h2", "--control", "peer-to-peer"));
        assertThat(lab.on("h1", "virsh", "dumpxml", moved.name())).contains(NOTE);
        running.signal("KILL");
        running.await(Duration.ofSeconds(60));
        lab.ask("unshape", "h1");

        Migrate.Done recovered =
                Migrate.of(lab, moved, "h1", "h2", "--recover").run().succeeded();

        assertThat(recovered.record().runsOn()).isEqualTo("h2");
        whole.provenOn("h2");
        assertThat(lab.on("h2", "virsh", "dominfo", moved.name())).containsPattern("Autostart: +enable");
        assertThat(lab.on("h2", "virsh", "dumpxml", moved.name())).doesNotContain(NOTE);
        assertThat(lab.on("h2", "virsh", "dumpxml", "--inactive", moved.name())).doesNotContain(NOTE);
    }

    @Test
    void aMoveThatEndsWellLeavesNoNote() {
        lab.ask("unshape", "h1");
        Migrate.of(lab, guest, "h1", "h2").run().succeeded();

        assertThat(on("h2", "dumpxml")).doesNotContain(NOTE);
        assertThat(lab.on("h2", "virsh", "dumpxml", "--inactive", guest.name())).doesNotContain(NOTE);
        unbroken.provenOn("h2");
    }

    private void awaitSwitchOver() {
        Waiting.until(
                "QEMU has carried all",
                () -> lab.run("on", "h1", "virsh", "qemu-monitor-command", guest.name(), "--hmp", "info migrate")
                        .out()
                        .contains("completed"));
        Waiting.until("the guest is paused", () -> on("h1", "domstate").contains("paused"));
    }

    private String on(String host, String verb) {
        return lab.on(host, "virsh", verb, guest.name());
    }
}
