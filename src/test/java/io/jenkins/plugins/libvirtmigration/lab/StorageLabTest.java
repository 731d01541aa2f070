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
            String path = imagePath("h2", guest);
            assertThat(lab.on("h2", "qemu-img", "info", "--force-share", path))
                    .contains("backing file: /var/lib/libvirt/images/base-54.qcow2");
            assertThat(bytesTakenUp("h2", path))
                    .as("bytes of the copy, without the 4 MiB of its base")
                    .isLessThan(4L << 20);
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
            assertThat(bytesTakenUp("h2", path))
                    .as("bytes that the copy takes up")
                    .isLessThan(64L << 20);
        }
    }

    private static long bytesTakenUp(String host, String path) {
        return 512 * Long.parseLong(lab.on(host, "stat", "-c", "%b", path));
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
            assertThat(there.probe().longestGapMillis())
                    .as(there.probe().warnings().toString())
                    .isNotNull();

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
