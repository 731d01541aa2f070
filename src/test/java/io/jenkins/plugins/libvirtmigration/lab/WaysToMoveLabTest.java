package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who drives, as whom, how the data travels, and what a guest keeps. */
class WaysToMoveLabTest {
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
        move("h1", "h2", "--tls");
    }

    @Test
    void overSeveralConnections() {
        move("h1", "h2", "--parallel-connections", "2");
    }

    @Test
    void compressed() {
        move("h1", "h2", "--compression", "xbzrle");
    }

    @Test
    void asAUserWhoIsNotRoot() {
        assertThat(move("kvmop@h1", "kvmop@h2").control()).isEqualTo("managed");
    }

    @Test
    void pausedWhileItIsCopied() {
        move("h1", "h2", "--non-live");
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
        try (Guest guest = lab.guest("transient", "h1", 61, "--transient")) {
            Migrate.of(lab, guest, "h1", "h2").run().succeeded();

            assertThat(lab.on("h2", "virsh", "dominfo", guest.name())).containsPattern("Persistent:\\s+no");
            assertThat(guest.where()).hasSize(1);
        }
    }

    @Test
    void aPersistentGuestIsDefinedOnlyThereAndKeepsAutostart() {
        try (Guest guest = lab.guest("persistent", "h1", 62, "--autostart")) {
            Migrate.of(lab, guest, "h1", "h2").run().succeeded();

            assertThat(lab.on("h2", "virsh", "dominfo", guest.name()))
                    .containsPattern("Persistent:\\s+yes")
                    .containsPattern("Autostart:\\s+enable");
            assertThat(guest.where()).hasSize(1);
        }
    }

    @Test
    void theGuestAgentTellsThatItDidNotRestart() {
        try (Guest guest = lab.guest("agent", "h1", 63, "--agent")) {
            Migrate.Done done = Migrate.of(lab, guest, "h1", "h2").run().succeeded();

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
                Guest guest = lab.guest("five-" + i, "h1", 70 + i);
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
