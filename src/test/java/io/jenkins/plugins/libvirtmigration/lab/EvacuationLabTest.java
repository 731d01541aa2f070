package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.cli.Main;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host is emptied, in spite of what happens meanwhile, and gets its guests back. */
class EvacuationLabTest {
    private static final Duration BOUND = Duration.ofMinutes(5);

    private final List<Guest> guests = new ArrayList<>();
    private Lab lab;
    private Path directory;

    @BeforeEach
    void up() throws IOException {
        lab = Lab.up();
        directory = Files.createTempDirectory(lab.directory(), "evacuation");
    }

    @AfterEach
    void tidy() {
        lab.run("unshape", "h1");
        lab.run("start", "h1", "libvirtd");
        guests.forEach(Guest::close);
    }

    private Guest guest(String name, int octet, String... options) {
        Guest guest = lab.guest(name, "h1", octet, options);
        guests.add(guest);
        return guest;
    }

    private Running start(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(
                "--identity", lab.identity(),
                "--known-hosts", lab.knownHosts(),
                "--state", directory.resolve("state").toString()));
        return lab.java(Main.class, all.toArray(String[]::new));
    }

    private Running evacuate(String... options) {
        List<String> words = new ArrayList<>(List.of(
                "evacuate",
                "--host",
                "h1",
                "--to",
                "h2,h3",
                "--report",
                directory.resolve("there").toString()));
        words.addAll(List.of(options));
        return start(words.toArray(String[]::new));
    }

    private Report report(String which) {
        return ReportFile.read(directory.resolve(which));
    }

    private static String hostOf(Report report, Guest guest) {
        return report.migrations().stream()
                .filter(record -> record.vm().equals(guest.name()) && record.outcome() == Outcome.SUCCEEDED)
                .map(MigrationRecord::runsOn)
                .collect(Collectors.joining(" and "));
    }

    @Test
    void aHostIsEmptiedAndGetsItsGuestsBackAfterItsDaemonsWereRestarted() {
        Guest shared = guest("ev-shared", 101, "--disk", "gluster", "--diskw", "5");
        Guest plain = guest("ev-plain", 102);
        Guest nbd = guest("ev-nbd", 103, "--disk", "nbd");
        List<Unbroken> unbroken = guests.stream().map(Unbroken::watch).toList();

        Output there = evacuate().await(BOUND);

        assertThat(there.status()).as(there.toString()).isZero();
        Report evacuated = report("there");
        assertThat(evacuated.empty()).isTrue();
        assertThat(lab.on("h1", "virsh", "list", "--name")).isBlank();
        unbroken.get(0).provenOn(hostOf(evacuated, shared));
        unbroken.get(1).provenOn(hostOf(evacuated, plain));
        unbroken.get(2).provenOn(hostOf(evacuated, nbd));

        lab.ask("kill", "h1", "libvirtd", "KILL");
        lab.ask("start", "h1", "libvirtd");
        Output back = start(
                        "return",
                        "--evacuation",
                        directory.resolve("there").toString(),
                        "--report",
                        directory.resolve("back").toString())
                .await(BOUND);

        assertThat(back.status()).as(back.toString()).isZero();
        assertThat(report("back").migrations()).hasSize(3);
        unbroken.forEach(guest -> guest.provenOn("h1"));
    }

    @Test
    void killedInTheMiddleItGoesOnWhereTheWorldIs() throws InterruptedException {
        guest("ev-one", 104);
        guest("ev-two", 105);
        guest("ev-three", 106);
        List<Unbroken> unbroken = guests.stream().map(Unbroken::watch).toList();
        assertThat(evacuate("--dry-run").await(BOUND).status()).isZero();
        String[] approved = {"--plan", directory.resolve("there/plan.json").toString(), "--control", "peer-to-peer"};
        lab.ask("shape", "h1", "16mbit");
        Running first = evacuate(approved);
        Fleet.awaitMovesUnderWay(first);
        first.signal("KILL");
        first.await(Duration.ofSeconds(60));
        assertThat(report("there").finishedAt()).isNull();

        Running again = evacuate(approved);
        Fleet.awaitSaid(again, "is under way on h1; it is followed");
        lab.ask("unshape", "h1");
        Output second = again.await(BOUND);

        assertThat(second.status()).as(second.toString()).isZero();
        Report report = report("there");
        assertThat(report.empty()).isTrue();
        for (int i = 0; i < guests.size(); i++) {
            unbroken.get(i).provenOn(hostOf(report, guests.get(i)));
        }
    }

    @Test
    void aGuestThatCannotMoveStaysWithItsReasonAndOneThatIsStartedMeanwhileGoes() throws InterruptedException {
        Guest stuck = guest("ev-stuck", 107);
        // Busy enough not to be gone before the other is there, on this link.
        Guest first = guest("ev-first", 108, "--dirty", "8 16");
        pin(stuck, "h9");
        lab.ask("shape", "h1", "16mbit");
        Running running = evacuate();
        Fleet.awaitMovesUnderWay(running);
        Guest late = guest("ev-late", 109);
        Fleet.awaitSaid(running, "ev-late was started on h1 meanwhile");
        first.say("dirty 0");
        lab.ask("unshape", "h1");

        Output output = running.await(BOUND);

        assertThat(output.status()).as(output.toString()).isEqualTo(1);
        Report report = report("there");
        assertThat(report.empty()).isFalse();
        assertThat(report.migrations())
                .filteredOn(record -> record.vm().equals("ev-stuck"))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
                    assertThat(record.reason())
                            .contains("h2: its metadata pins it to h9")
                            .contains("h3: its metadata");
                    assertThat(record.runsOn()).isEqualTo("h1");
                });
        assertThat(stuck.runsOn()).containsExactly("h1");
        assertThat(first.runsOn()).as(output.toString()).containsExactly(hostOf(report, first));
        assertThat(late.runsOn()).as(output.toString()).containsExactly(hostOf(report, late));
    }

    private void pin(Guest guest, String host) {
        lab.on(
                "h1",
                "virsh",
                "metadata",
                guest.name(),
                "urn:libvirt-migration:1",
                "--live",
                "--config",
                "--key",
                "m",
                "--set",
                "<migration><pin>" + host + "</pin></migration>");
    }

    @Test
    void anApprovedPlanIsRefusedWhenTheWorldHasChanged() {
        Guest planned = guest("ev-planned", 110);
        Output dry = evacuate("--dry-run").await(BOUND);
        assertThat(dry.status()).as(dry.toString()).isZero();
        assertThat(dry.out()).contains("ev-planned -> h");
        assertThat(planned.runsOn()).containsExactly("h1");
        guest("ev-new", 111);

        Output refused = evacuate("--plan", directory.resolve("there/plan.json").toString())
                .await(BOUND);

        assertThat(refused.status()).as(refused.toString()).isEqualTo(1);
        assertThat(refused.err()).contains("ev-new has come to h1");
        assertThat(report("there").checks())
                .filteredOn(Check::hasFailed)
                .extracting(Check::found)
                .containsExactly("ev-new has come to h1");
        assertThat(directory.resolve("there/junit.xml")).content().contains("ev-new has come to h1");
        assertThat(directory.resolve("there/index.html")).exists();
        assertThat(planned.runsOn()).containsExactly("h1");
    }
}
