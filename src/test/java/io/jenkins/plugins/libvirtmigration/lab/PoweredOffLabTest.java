package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What does not run goes too when it is asked for, and what wishes to be shut down is; all of it comes back. */
class PoweredOffLabTest {
    /** Of the guest with the local disk (lab/README.md). */
    private static final String IMAGE = "/var/lib/libvirt/images/guest-133.qcow2";

    private Lab lab;
    private Fleet fleet;

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
    void whatIsPoweredOffOrWishesToBeGoesTooAndComesBackAsItWas() {
        Guest running = fleet.guest("po-runs", 131);
        Guest shared = fleet.guest("po-shared", 132, "--disk", "gluster", "--no-start");
        Guest local = fleet.guest("po-local", 133, "--disk", "local", "--no-start");
        Guest cold = fleet.guest("po-cold", 134, "--disk", "gluster", "--agent");
        Guest down = fleet.guest("po-down", 135, "--disk", "gluster", "--agent");
        fleet.wish(cold, "<migration strategy='cold'/>");
        fleet.wish(down, "<migration strategy='shutdown'/>");
        Unbroken unbroken = Unbroken.watch(running);
        String before = imageSum("h1");

        Output there = fleet.evacuate("there", "--include-powered-off", "--shutdown-timeout", "3m")
                .await(Fleet.BOUND);

        assertThat(there.status()).as(there.toString()).isZero();
        Report report = fleet.report("there");
        assertThat(report.empty()).isTrue();
        assertThat(lab.on("h1", "virsh", "list", "--all", "--name")).isBlank();
        for (Guest off : new Guest[] {shared, local}) {
            MigrationRecord record = Fleet.last(report, off);
            assertThat(record.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(record.manner()).isEqualTo("powered-off");
            assertThat(off.where()).containsExactly(record.destination() + " shut off (unknown)");
        }
        assertThat(imageSum(Fleet.last(report, local).destination())).isEqualTo(before);
        assertThat(cold.runsOn()).containsExactly(Fleet.hostOf(report, cold));
        assertThat(Fleet.last(report, cold).manner()).isEqualTo("cold");
        assertThat(Fleet.last(report, down).manner()).isEqualTo("powered-off");
        assertThat(down.runsOn()).isEmpty();

        lab.on("h1", "rm", "--", IMAGE);
        Output back =
                fleet.bringHome("there", "back", "--shutdown-timeout", "3m").await(Fleet.BOUND);

        assertThat(back.status()).as(back.toString()).isZero();
        unbroken.provenOn("h1");
        assertThat(cold.runsOn()).containsExactly("h1");
        assertThat(down.runsOn()).containsExactly("h1");
        assertThat(shared.where()).containsExactly("h1 shut off (unknown)");
        assertThat(local.where()).containsExactly("h1 shut off (unknown)");
        assertThat(imageSum("h1")).isEqualTo(before);
    }

    @Test
    void aColdMoveThatIsKilledTwiceStillEndsWithItsGuestRunning() throws InterruptedException {
        Guest cold = fleet.guest("po-killed", 136, "--disk", "local", "--agent");
        fleet.wish(cold, "<migration strategy='cold'/>");
        String[] slowly = {"--shutdown-timeout", "3m", "--bandwidth", "1MiB/s"};

        Running first = fleet.evacuate("there", slowly);
        Fleet.awaitSaid(first, "It is asked to shut down");
        kill(first);
        Running second = fleet.evacuate("there", slowly);
        Fleet.awaitSaid(second, "Its disk vda is copied");
        kill(second);
        assertThat(cold.runsOn()).isEmpty();
        Output third = fleet.evacuate("there", "--shutdown-timeout", "3m").await(Fleet.BOUND);

        assertThat(third.status()).as(third.toString()).isZero();
        MigrationRecord record = Fleet.last(fleet.report("there"), cold);
        assertThat(record.manner()).isEqualTo("cold");
        assertThat(cold.runsOn()).containsExactly(record.destination());
    }

    private static void kill(Running running) {
        running.signal("KILL");
        running.await(Duration.ofSeconds(60));
    }

    private String imageSum(String host) {
        return lab.on(host, "sha256sum", IMAGE).split(" ")[0];
    }
}
