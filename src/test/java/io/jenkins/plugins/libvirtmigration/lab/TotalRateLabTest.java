package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import org.junit.jupiter.api.Test;

/** A rate for all moves together, shared anew among those that are under way. */
class TotalRateLabTest {

    @Test
    void aMoveThatIsLeftAloneGetsWhatTheOtherHad() {
        Lab lab = Lab.up();
        try (Fleet fleet = new Fleet(lab)) {
            Guest first = fleet.guest("tr-first", 171);
            Guest second = fleet.guest("tr-second", 172);
            Unbroken stays = Unbroken.watch(first);
            Unbroken goes = Unbroken.watch(second);
            Running running = fleet.evacuate("there", "--total-bandwidth", "2MiB/s", "--parallel", "2", "--tries", "1");
            Waiting.until(
                    "half for each",
                    () -> speed(lab, first).equals("1") && speed(lab, second).equals("1"));

            lab.on("h1", "virsh", "-q", "domjobabort", first.name());
            Waiting.until("all for one", () -> speed(lab, second).equals("2"));

            Output output = running.await(Fleet.BOUND);
            assertThat(output.status()).as(output.toString()).isEqualTo(1);
            Report report = fleet.report("there");
            assertThat(Fleet.last(report, first).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(Fleet.last(report, second).outcome()).isEqualTo(Outcome.SUCCEEDED);
            stays.provenOn("h1");
            goes.provenOn(Fleet.hostOf(report, second));
        }
    }

    /** In MiB/s, as libvirt has it. */
    private static String speed(Lab lab, Guest guest) {
        return lab.run("on", "h1", "virsh", "-q", "migrate-getspeed", guest.name())
                .out()
                .strip();
    }
}
