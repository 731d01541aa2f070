package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.DiskRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every kind of storage, moved there and back. */
class StorageLabTest {
    private static Lab lab;

    @BeforeAll
    static void up() {
        lab = Lab.up();
    }

    @Test
    void withoutADisk() {
        thereAndBack("none", "none", 50);
    }

    @Test
    void sharedFileSystem() {
        thereAndBack("gluster", "shared", 51);
    }

    @Test
    void networkBlockDevice() {
        thereAndBack("nbd", "shared", 52);
    }

    @Test
    void localRawImageIsCopied() {
        thereAndBack("raw", "block", 53);
    }

    @Test
    void incrementalCopyNeedsOnlyTheTopImage() {
        try (Guest guest = lab.guest("incremental", "h1", 54, "--disk", "incremental", "--diskw", "10")) {
            Unbroken unbroken = Unbroken.watch(guest);

            Migrate.Done done =
                    Migrate.of(lab, guest, "h1", "h2", "--incremental").run().succeeded();

            assertThat(done.record().storage()).isEqualTo("block");
            unbroken.provenOn("h2");
        }
    }

    @Test
    void aThinImageIsCopiedAndStaysThin() {
        try (Guest guest = lab.guest("thin", "h1", 55, "--disk", "local", "--size", "512M", "--diskw", "10")) {
            Unbroken unbroken = Unbroken.watch(guest);
            String path = imagePath("h1", guest);

            Migrate.Done done = Migrate.of(lab, guest, "h1", "h2").run().succeeded();

            unbroken.provenOn("h2");
            assertThat(done.record().disks()).extracting(DiskRecord::verdict).containsExactly("copied");
            assertThat(done.record().transferredBytes()).isPositive();
            long blocks = Long.parseLong(lab.on("h2", "stat", "-c", "%b", path));
            assertThat(blocks * 512).as("bytes that the copy takes up").isLessThan(64L << 20);
        }
    }

    private static String imagePath(String host, Guest guest) {
        String blocks = lab.on(host, "virsh", "-q", "domblklist", guest.name());
        return blocks.substring(blocks.indexOf('/'));
    }

    private static void thereAndBack(String disk, String storage, int octet) {
        try (Guest guest =
                lab.guest("disk-" + disk, "h1", octet, "--disk", disk, "--diskw", disk.equals("none") ? "0" : "10")) {
            Unbroken unbroken = Unbroken.watch(guest);

            MigrationRecord there =
                    Migrate.of(lab, guest, "h1", "h2").run().succeeded().record();
            unbroken.provenOn("h2");
            assertThat(there.storage()).isEqualTo(storage);
            assertThat(there.runsOn()).isEqualTo("h2");
            assertThat(there.downtimeMillis()).isNotNull();
            assertThat(there.probe().longestGapMillis()).isNotNull();

            if (disk.equals("raw")) {
                assertThat(Migrate.of(lab, guest, "h2", "h1")
                                .run()
                                .failed()
                                .record()
                                .reason())
                        .contains("already");
                return; // The image that the guest left on h1 is never overwritten.
            }
            Migrate.of(lab, guest, "h2", "h1").run().succeeded();
            unbroken.provenOn("h1");
        }
    }
}
