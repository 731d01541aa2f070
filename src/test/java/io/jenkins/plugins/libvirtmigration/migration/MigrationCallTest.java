package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain.BlockInfo;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtParameter;
import io.jenkins.plugins.libvirtmigration.libvirt.MigrateFlag;
import io.jenkins.plugins.libvirtmigration.preflight.PreflightResult;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.request.Convergence;
import io.jenkins.plugins.libvirtmigration.request.DowntimeSchedule;
import io.jenkins.plugins.libvirtmigration.request.MigrationRequest;
import io.jenkins.plugins.libvirtmigration.request.Patience;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict;
import io.jenkins.plugins.libvirtmigration.storage.StoragePlan;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MigrationCallTest {
    private static final MoveNote NOTE = MoveNote.of(new UUID(1, 2), "kvm-02", true);
    private static final StoragePlan DISKLESS = new StoragePlan(List.of(), false);

    @Test
    void aPersistentGuestIsDefinedThereAndNoLongerHere() {
        MigrationCall call = MigrationCall.of(MigrationRequest.of("web-1"), true, managed(DISKLESS), NOTE);

        assertThat(call.flags())
                .containsExactlyInAnyOrder(
                        MigrateFlag.LIVE,
                        MigrateFlag.PERSIST_DESTINATION,
                        MigrateFlag.UNDEFINE_SOURCE,
                        MigrateFlag.CHANGE_PROTECTION,
                        MigrateFlag.ABORT_ON_ERROR);
        assertThat(call.parameters()).containsExactly(new LibvirtParameter("migrate_uri", "tcp://10.0.0.2"));
    }

    @Test
    void aTransientGuestStaysTransient() {
        MigrationCall call = MigrationCall.of(MigrationRequest.of("web-1"), false, managed(DISKLESS), NOTE);

        assertThat(call.flags()).doesNotContain(MigrateFlag.PERSIST_DESTINATION, MigrateFlag.UNDEFINE_SOURCE);
    }

    @Test
    void onlyTheDisksThatAreNotSharedAreCopied() {
        StoragePlan mixed = new StoragePlan(
                List.of(
                        DiskVerdict.shared(Disk.file("vda", "/nfs/a", "qcow2"), "/nfs/a", "seen by both"),
                        DiskVerdict.copied(
                                Disk.file("vdb", "/local/b", "qcow2"),
                                "/local/b",
                                "only here",
                                new BlockInfo(1, 1, 1))),
                false);

        MigrationCall call = MigrationCall.of(MigrationRequest.of("web-1"), true, managed(mixed), NOTE);

        assertThat(call.flags()).contains(MigrateFlag.NON_SHARED_DISK);
        assertThat(call.parameters()).contains(new LibvirtParameter("migrate_disks", "vdb"));
        assertThat(call.parameters()).doesNotContain(new LibvirtParameter("migrate_disks", "vda"));
    }

    @Test
    void everyWishBecomesItsFlagAndParameter() {
        MigrationRequest request = new MigrationRequest(
                "web-1",
                true,
                StorageMode.AUTO,
                false,
                new Transport(
                        Control.PEER_TO_PEER,
                        true,
                        OptionalInt.of(4),
                        Optional.of("zstd"),
                        Optional.of(Bandwidth.parse("100MiB/s")),
                        Optional.empty()),
                new Convergence(Duration.ofMillis(500), DowntimeSchedule.NOVA, true, true),
                Patience.DEFAULT,
                Optional.empty(),
                true);
        PreflightResult byPeer = new PreflightResult(
                List.of(),
                Optional.empty(),
                Optional.of(DISKLESS),
                Control.PEER_TO_PEER,
                Optional.of("qemu+ssh://root@10.0.0.2/system"),
                "tcp://10.0.0.2",
                "10.0.0.2",
                Optional.of("<domain/>"),
                Optional.empty());

        MigrationCall call = MigrationCall.of(request, true, byPeer, NOTE);

        assertThat(call.peerUri()).contains("qemu+ssh://root@10.0.0.2/system");
        assertThat(call.flags())
                .contains(
                        MigrateFlag.PEER_TO_PEER,
                        MigrateFlag.TLS,
                        MigrateFlag.PARALLEL,
                        MigrateFlag.COMPRESSED,
                        MigrateFlag.AUTO_CONVERGE,
                        MigrateFlag.POSTCOPY,
                        MigrateFlag.UNSAFE)
                .doesNotContain(MigrateFlag.CHANGE_PROTECTION);
        assertThat(call.parameters())
                .contains(
                        new LibvirtParameter("bandwidth", 100L),
                        new LibvirtParameter("parallel.connections", 4),
                        new LibvirtParameter("compression", "zstd"),
                        new LibvirtParameter("destination_xml", NOTE.into("<domain/>")));
    }

    private static PreflightResult managed(StoragePlan plan) {
        return new PreflightResult(
                List.of(),
                Optional.empty(),
                Optional.of(plan),
                Control.MANAGED,
                Optional.empty(),
                "tcp://10.0.0.2",
                "10.0.0.2",
                Optional.empty(),
                Optional.empty());
    }
}
