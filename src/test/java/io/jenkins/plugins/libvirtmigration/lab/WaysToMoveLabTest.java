package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.ProbeRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who drives, as whom, how the data travels, and what a guest keeps. */
class WaysToMoveLabTest {
    /** Instead of the file $1, which is kept beside it. */
    private static final String ANOTHER_AUTHORITY = """
            set -eu
            cp -p "$1" "$1.first"
            cd "$(mktemp -d)"
            printf 'cn=another\nca\ncert_signing_key\nexpiration_days=30\n' > template
            certtool --generate-privkey --key-type rsa --bits 2048 --outfile key.pem
            certtool --generate-self-signed --load-privkey key.pem --template template --outfile "$1"
            """;

    private static Lab lab;

    @BeforeAll
    static void up() {
        lab = Lab.up();
    }

    @Test
    void managed() {
        move("h1", "h2", "--control", "managed");
    }

    @Test
    void peerToPeer() {
        assertThat(move("h1", "h2", "--control", "peer-to-peer").control()).isEqualTo("peer-to-peer");
    }

    @Test
    void encrypted() {
        seen("info migrate_parameters", "tls-creds: 'objlibvirt_migrate_tls0'", "--tls");
    }

    @Test
    void encryptedForAHostWhoseAuthorityIsNotKnownItDoesNotGo() {
        String known = "/etc/pki/qemu/ca-cert.pem";
        lab.script("h1", ANOTHER_AUTHORITY, known);
        try (Guest guest = lab.guest("ways", "h1", 60, "--disk", "gluster", "--diskw", "10")) {
            Unbroken unbroken = Unbroken.watch(guest);

            // Of a peer-to-peer move libvirt tells only that it failed.
            Migrate.Done done = Migrate.of(lab, guest, "h1", "h2", "--tls", "--control", "managed")
                    .run()
                    .failed();

            assertThat(done.record().reason()).contains("certificate hasn't got a known issuer");
            unbroken.provenOn("h1");
            Leftovers.none(lab);
        } finally {
            lab.on("h1", "mv", known + ".first", known);
        }
    }

    @Test
    void overSeveralConnections() {
        seen("info migrate_parameters", "multifd-channels: 2", "--parallel-connections", "2");
        seen("info migrate_capabilities", "multifd: on", "--parallel-connections", "2");
    }

    @Test
    void compressed() {
        seen("info migrate_capabilities", "xbzrle: on", "--compression", "xbzrle");
    }

    @Test
    void asAUserWhoIsNotRoot() {
        assertThat(move("kvmop@h1", "kvmop@h2").control()).isEqualTo("managed");
    }

    @Test
    void pausedWhileItIsCopied() {
        try (Guest guest = lab.guest("ways", "h1", 60, "--disk", "gluster", "--diskw", "10")) {
            Unbroken unbroken = Unbroken.watch(guest);
            SlowMove move = SlowMove.start(lab, guest, "h1", "h2", "--non-live");
            assertThat(move.virsh("domstate", guest.name())).contains("paused");
            Duration held = Duration.ofSeconds(4);
            Waiting.pause(held);
            move.letGo();

            MigrationRecord record = move.end().succeeded().record();

            assertThat(record.probe().longestGapMillis())
                    .as("milliseconds of silence")
                    .isGreaterThanOrEqualTo(held.toMillis());
            unbroken.provenOn("h2");
        }
    }

    /** What the program says that it asked for is not what QEMU does: QEMU is asked, in the middle of the move. */
    private static void seen(String question, String answer, String... options) {
        try (Guest guest = lab.guest("ways", "h1", 60, "--disk", "gluster", "--diskw", "10")) {
            Unbroken unbroken = Unbroken.watch(guest);
            SlowMove move = SlowMove.start(lab, guest, "h1", "h2", options);
            assertThat(move.virsh("qemu-monitor-command", guest.name(), "--hmp", question))
                    .contains(answer);
            move.letGo();
            move.end().succeeded();
            unbroken.provenOn("h2");
        }
    }

    @Test
    void askedOverTcpFromOutside() {
        try (Guest guest = lab.guest("asked", "h1", 60, "--disk", "gluster", "--diskw", "10")) {
            Unbroken unbroken = Unbroken.watch(guest);

            MigrationRecord record = Migrate.of(
                            lab,
                            guest,
                            "h1",
                            "h2",
                            "--probe",
                            guest.name() + "=" + guest.address() + ":7",
                            "--probe-interval",
                            "50ms")
                    .run()
                    .succeeded()
                    .record();

            ProbeRecord probe = record.probe();
            assertThat(probe.port()).isEqualTo(7);
            assertThat(probe.intervalMillis()).isEqualTo(50);
            assertThat(probe.longestReplyMillis())
                    .as(probe.warnings().toString())
                    .isNotNull();
            assertThat(probe.longestGapMillis())
                    .as("a silence that libvirt's own figure of " + record.downtimeNetMillis() + " ms is a part of")
                    .isGreaterThanOrEqualTo(record.downtimeNetMillis() - 400);
            unbroken.provenOn("h2");
        }
    }

    @Test
    void aConsoleListensWhereTheGuestIs() {
        try (Guest guest = lab.guest("shown", "h1", 64, "--graphics", "10.77.0.11")) {
            Unbroken unbroken = Unbroken.watch(guest);

            Migrate.of(lab, guest, "h1", "h2").run().succeeded();

            unbroken.provenOn("h2");
            assertThat(lab.on("h2", "virsh", "dumpxml", guest.name()))
                    .contains("address='10.77.0.12'")
                    .doesNotContain("10.77.0.11");
            assertThat(lab.on("h2", "virsh", "dumpxml", "--inactive", guest.name()))
                    .as("for its next start")
                    .contains("address='10.77.0.12'")
                    .doesNotContain("10.77.0.11");
        }
    }

    @Test
    void withinALimit() {
        MigrationRecord record = move("h1", "h2", "--bandwidth", "20MiB/s");
        double rate = record.transferredBytes() / (record.totalMillis() / 1_000.0) / (1 << 20);
        assertThat(rate).as("MiB/s").isLessThan(24);
    }

    private static MigrationRecord move(String from, String to, String... options) {
        try (Guest guest = lab.guest("ways", "h1", 60, "--disk", "gluster", "--diskw", "10")) {
            Unbroken unbroken = Unbroken.watch(guest);
            MigrationRecord record =
                    Migrate.of(lab, guest, from, to, options).run().succeeded().record();
            unbroken.provenOn("h2");
            return record;
        }
    }

    @Test
    void aTransientGuestStaysTransient() {
        try (Guest guest = lab.guest("transient", "h1", 61, "--transient", "--disk", "gluster", "--diskw", "10")) {
            Unbroken unbroken = Unbroken.watch(guest);

            Migrate.of(lab, guest, "h1", "h2").run().succeeded();

            unbroken.provenOn("h2");

            assertThat(lab.on("h2", "virsh", "dominfo", guest.name())).containsPattern("Persistent:\\s+no");
            assertThat(guest.where()).hasSize(1);
        }
    }

    @Test
    void aPersistentGuestIsDefinedOnlyThereAndKeepsAutostart() {
        try (Guest guest = lab.guest("persistent", "h1", 62, "--autostart", "--disk", "gluster", "--diskw", "10")) {
            Unbroken unbroken = Unbroken.watch(guest);

            Migrate.of(lab, guest, "h1", "h2").run().succeeded();

            unbroken.provenOn("h2");

            assertThat(lab.on("h2", "virsh", "dominfo", guest.name()))
                    .containsPattern("Persistent:\\s+yes")
                    .containsPattern("Autostart:\\s+enable");
            assertThat(guest.where()).hasSize(1);
        }
    }

    @Test
    void theGuestAgentTellsThatItDidNotRestart() {
        try (Guest guest = lab.guest("agent", "h1", 63, "--agent", "--disk", "gluster", "--diskw", "10")) {
            Unbroken unbroken = Unbroken.watch(guest);

            Migrate.Done done = Migrate.of(lab, guest, "h1", "h2").run().succeeded();

            unbroken.provenOn("h2");

            assertThat(done.events()).contains("boot id " + guest.identity().bootId() + " before and after");
        }
    }

    @Test
    void fiveAtOnce() {
        List<Guest> guests = new ArrayList<>();
        try {
            List<Unbroken> unbroken = new ArrayList<>();
            List<Migrate> moves = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Guest guest = lab.guest("five-" + i, "h1", 70 + i, "--disk", "gluster", "--diskw", "10");
                guests.add(guest);
                unbroken.add(Unbroken.watch(guest));
                moves.add(Migrate.of(lab, guest, "h1", "h2"));
            }
            List<Running> running = moves.stream().map(Migrate::start).toList();
            for (int i = 0; i < 5; i++) {
                moves.get(i).end(running.get(i)).succeeded();
                unbroken.get(i).provenOn("h2");
            }
        } finally {
            guests.forEach(Guest::close);
        }
    }

    @Test
    void twentyMovesBackAndForth() {
        try (Guest guest = lab.guest("shuttle", "h1", 76, "--disk", "gluster", "--diskw", "10")) {
            Unbroken unbroken = Unbroken.watch(guest);
            String from = "h1";
            String to = "h2";
            for (int i = 0; i < 20; i++) {
                Migrate.of(lab, guest, from, to).run().succeeded();
                unbroken.provenOn(to);
                String next = from;
                from = to;
                to = next;
            }
        }
    }
}
