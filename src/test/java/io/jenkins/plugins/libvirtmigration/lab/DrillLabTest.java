package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host is emptied and refilled in one command, and thresholds decide whether that was good enough. */
class DrillLabTest {
    private Fleet fleet;
    private Lab lab;

    @BeforeEach
    void up() {
        lab = Lab.up();
        fleet = new Fleet(lab);
    }

    @AfterEach
    void tidy() {
        fleet.close();
    }

    @Test
    void thereAndBackPassesAndAThresholdThatIsTooStrictFailsTheNext() throws IOException {
        Guest shared = fleet.guest("dr-shared", 121, "--disk", "gluster", "--diskw", "5");
        Guest plain = fleet.guest("dr-plain", 122);
        List<Unbroken> unbroken = fleet.guests().stream().map(Unbroken::watch).toList();

        Output good = fleet.drill(
                        "good",
                        "--probe",
                        shared.name() + "=" + shared.address(),
                        "--probe",
                        plain.name() + "=" + plain.address(),
                        "--max-probe-gap",
                        "20s",
                        "--max-measured-downtime",
                        "20s",
                        "--max-duration",
                        "10m")
                .await(Fleet.BOUND);

        assertThat(good.status()).as(good.toString()).isZero();
        assertThat(good.out()).contains("The drill passed.");
        unbroken.forEach(guest -> guest.provenOn("h1"));
        Report report = fleet.report("good");
        assertThat(report.kind()).isEqualTo(Report.Kind.DRILL);
        assertThat(report.empty()).isTrue();
        assertThat(report.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(report.migrations())
                .filteredOn(move -> move.outcome() == Outcome.SUCCEEDED)
                .as("each there and back; one that was tried twice has a record more")
                .hasSize(4);
        assertThat(fleet.report("good/evacuation").kind()).isEqualTo(Report.Kind.EVACUATE);
        assertThat(fleet.report("good/return").kind()).isEqualTo(Report.Kind.RETURN);
        assertThat(Files.readString(fleet.path("good/junit.xml")))
                .contains("<testcase classname=\"drill h1 away\" name=\"dr-shared\"", "failures=\"0\"")
                .doesNotContain("<failure");

        Output strict = fleet.drill("strict", "--max-duration", "1ms").await(Fleet.BOUND);

        assertThat(strict.status()).as(strict.toString()).isEqualTo(1);
        assertThat(strict.out()).contains("what failed first: the thresholds");
        assertThat(fleet.report("strict").checks())
                .filteredOn(Check::hasFailed)
                .extracting(Check::id)
                .containsExactly("max-duration");
        assertThat(Files.readString(fleet.path("strict/junit.xml"))).contains("<failure");
        unbroken.forEach(guest -> guest.provenOn("h1"));
    }

    @Test
    void aDrillWithCopiedDisksIsRefusedWithoutConsentAndWithItLeavesEverythingAsItWas() {
        Guest local = fleet.guest("dr-local", 123, "--disk", "local", "--diskw", "5");
        Unbroken unbroken = Unbroken.watch(local);

        Output refused = fleet.drill("refused").await(Fleet.BOUND);

        assertThat(refused.status()).as(refused.toString()).isEqualTo(2);
        assertThat(refused.err()).contains("Disks of dr-local would be copied", "--replace-left-images");
        unbroken.provenOn("h1");

        for (String night : List.of("first", "second")) {
            Output drill = fleet.drill(night, "--replace-left-images").await(Fleet.BOUND);

            assertThat(drill.status()).as(drill.toString()).isZero();
            assertThat(fleet.report(night).migrations())
                    .filteredOn(move -> move.outcome() == Outcome.SUCCEEDED)
                    .hasSize(2)
                    .allMatch(move -> "block".equals(move.storage()));
            unbroken.provenOn("h1");
            for (String host : List.of("h2", "h3")) {
                assertThat(lab.on(host, "ls", "/var/lib/libvirt/images")).doesNotContain("guest-123");
            }
            assertThat(lab.on("h1", "ls", "/var/lib/libvirt/images")).doesNotContain("being-copied");
        }
        assertThat(local.say("cat /tmp/diskw.errors 2>/dev/null || echo 0").strip())
                .isEqualTo("0");
    }
}
