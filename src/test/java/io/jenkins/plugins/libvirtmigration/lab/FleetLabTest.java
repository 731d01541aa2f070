package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many guests of every kind at once, and destinations that are too small, or die. */
class FleetLabTest {
    private Lab lab;
    private Fleet fleet;

    @BeforeEach
    void up() {
        lab = Lab.up();
        fleet = new Fleet(lab);
    }

    @AfterEach
    void tidy() {
        lab.run("unshape", "h1");
        lab.run("unfill", "h2");
        lab.run("start-host", "h2");
        lab.run("start-host", "h3");
        lab.run("start", "h1", "libvirtd");
        lab.run("start", "h1", "sshd");
        fleet.close();
    }

    @Test
    void eightGuestsOfEveryKindGoWhereTheyFitAndComeHomeAfterTheHostsServicesWereRestarted() {
        for (int i = 0; i < 3; i++) {
            fleet.guest("fl-shared-" + i, 141 + i, "--disk", "gluster", "--diskw", "2");
            Guest plain = fleet.guest("fl-plain-" + i, 144 + i);
            if (i == 0) {
                fleet.wish(plain, "<migration><pin>h2</pin></migration>");
            }
        }
        Guest first = fleet.guest("fl-local-0", 147, "--disk", "local", "--diskw", "2");
        Guest second = fleet.guest("fl-local-1", 148, "--disk", "local", "--diskw", "2");
        List<Unbroken> unbroken = fleet.guests().stream().map(Unbroken::watch).toList();
        // No copy fits on it; what needs no room there does.
        lab.ask("fill", "h2", "64K");

        Output there = fleet.evacuate("there").await(Fleet.BOUND);

        assertThat(there.status()).as(there.toString()).isZero();
        Report away = fleet.report("there");
        assertThat(away.empty()).isTrue();
        assertThat(lab.on("h1", "virsh", "list", "--name")).isBlank();
        assertThat(Fleet.hostOf(away, first)).isEqualTo("h3");
        assertThat(Fleet.hostOf(away, second)).isEqualTo("h3");
        assertThat(away.migrations()).extracting(MigrationRecord::runsOn).contains("h2");
        for (int i = 0; i < 8; i++) {
            unbroken.get(i).provenOn(Fleet.hostOf(away, fleet.guests().get(i)));
        }

        lab.ask("kill", "h1", "libvirtd", "KILL");
        lab.ask("kill", "h1", "sshd", "KILL");
        lab.ask("start", "h1", "sshd");
        lab.ask("start", "h1", "libvirtd");
        Output back = fleet.bringHome("there", "back", "--replace-left-images").await(Fleet.BOUND);

        assertThat(back.status()).as(back.toString()).isZero();
        assertThat(fleet.report("back").migrations()).hasSize(8);
        unbroken.forEach(guest -> guest.provenOn("h1"));
    }

    @Test
    void whenADestinationDiesInTheMiddleItsGuestGoesToAnother() throws InterruptedException {
        Guest one = fleet.guest("fl-one", 149);
        Guest two = fleet.guest("fl-two", 150);
        List<Unbroken> unbroken = List.of(Unbroken.watch(one), Unbroken.watch(two));
        lab.ask("shape", "h1", "16mbit");
        Running running = fleet.evacuate("there", "--control", "managed");
        Fleet.awaitSaid(running, "The migration from h1 to ");
        String dies = running.soFar().err().contains("from h1 to h2") ? "h2" : "h3";
        String lives = dies.equals("h2") ? "h3" : "h2";
        lab.ask("stop-host", dies);
        lab.ask("unshape", "h1");

        Output output = running.await(Fleet.BOUND);

        assertThat(output.status()).as(output.toString()).isZero();
        Report report = fleet.report("there");
        assertThat(report.empty()).isTrue();
        assertThat(report.migrations())
                .filteredOn(move -> move.outcome() == Outcome.FAILED)
                .extracting(MigrationRecord::destination)
                .containsOnly(dies);
        unbroken.forEach(guest -> guest.provenOn(lives));
    }

    /** Until it has rewritten all of its set at least once. */
    private static void awaitBusy(Guest guest) {
        for (int i = 0; i < 60; i++) {
            // Empty for a moment whenever it is written anew.
            String written = guest.say("sleep 1; cat /tmp/dirty.written 2>/dev/null || true");
            if (Integer.parseInt("0" + written.strip()) > 16) {
                return;
            }
        }
        throw new AssertionError("It does not write: " + guest.name());
    }

    @Test
    void aGuestThatDoesNotConvergeStaysAndTheOthersGo() {
        Guest busy = fleet.guest("fl-busy", 151);
        Guest calm = fleet.guest("fl-calm", 152);
        List<Unbroken> unbroken = List.of(Unbroken.watch(busy), Unbroken.watch(calm));
        // Ten times what it may send, so that a guest that gets little of the processor is busy enough all the same.
        busy.say("dirty 40 16");
        awaitBusy(busy);

        Output output = fleet.evacuate(
                        "there", "--bandwidth", "4MiB/s", "--timeout", "60s", "--tries", "1", "--max-downtime", "500ms")
                .await(Fleet.BOUND);

        assertThat(output.status()).as(output.toString()).isEqualTo(1);
        Report report = fleet.report("there");
        assertThat(report.empty()).isFalse();
        assertThat(Fleet.last(report, busy).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(Fleet.last(report, busy).reason()).contains("Not converged");
        unbroken.get(0).provenOn("h1");
        unbroken.get(1).provenOn(Fleet.hostOf(report, calm));
    }

    @Test
    void withALabelOfAnInventoryTheDestinationsAreFoundAndWhatIsPackedLeavesOneIdle() throws IOException {
        Guest one = fleet.guest("fl-pack-0", 153);
        Guest two = fleet.guest("fl-pack-1", 154);
        Path site = Files.writeString(fleet.path("site.json"), """
                { "hosts": [ { "name": "home", "address": "h1" }, { "name": "first", "address": "h2", "labels": ["spare"] },
                  { "name": "second", "address": "h3", "labels": ["spare"] }, { "name": "far", "address": "h9" } ] }
                """);

        Output output = fleet.start(
                        "evacuate",
                        "--host",
                        "home",
                        "--inventory",
                        site.toString(),
                        "--label",
                        "spare",
                        "--goal",
                        "pack",
                        "--report",
                        fleet.path("there").toString())
                .await(Fleet.BOUND);

        assertThat(output.status()).as(output.toString()).isZero();
        Report report = fleet.report("there");
        assertThat(report.empty()).isTrue();
        String full = Fleet.hostOf(report, one);
        assertThat(Fleet.hostOf(report, two)).isEqualTo(full);
        assertThat(report.checks())
                .filteredOn(check -> check.id().equals("idle-hosts"))
                .extracting(Check::found)
                .containsExactly(full.equals("h2") ? "h3" : "h2");
    }

    @Test
    void wishesAreKeptAndAGuestThatSomebodyElseMovesIsNotFoughtOver() throws InterruptedException {
        Guest one = fleet.guest("fl-web-0", 155, "--dirty", "8 16");
        Guest two = fleet.guest("fl-web-1", 156);
        Guest foreign = fleet.guest("fl-foreign", 157);
        fleet.wish(one, "<migration priority='2'><group>web</group></migration>");
        fleet.wish(two, "<migration priority='1'><group>web</group></migration>");
        lab.ask("shape", "h1", "32mbit");
        Running running = fleet.evacuate("there", "--parallel", "1");
        Fleet.awaitSaid(running, "fl-web-0: The switch-over may now take");

        // The first is too busy for this link, so it keeps the only place until this one is gone.
        lab.on(
                "ctl",
                "virsh",
                "-c",
                "qemu+ssh://h1/system",
                "migrate",
                "--live",
                "--persistent",
                "--undefinesource",
                "fl-foreign",
                "qemu+ssh://h3/system");
        one.say("dirty 0");
        lab.ask("unshape", "h1");
        Output output = running.await(Fleet.BOUND);

        assertThat(output.status()).as(output.toString()).isZero();
        Report report = fleet.report("there");
        assertThat(report.empty()).isTrue();
        assertThat(Fleet.last(report, foreign).outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(Fleet.last(report, foreign).reason()).contains("somebody else moved or stopped it");
        assertThat(foreign.runsOn()).containsExactly("h3");
        assertThat(List.of(Fleet.hostOf(report, one), Fleet.hostOf(report, two)))
                .containsExactlyInAnyOrder("h2", "h3");
    }
}
