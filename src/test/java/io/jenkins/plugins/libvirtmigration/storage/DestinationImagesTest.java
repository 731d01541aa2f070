package io.jenkins.plugins.libvirtmigration.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import io.jenkins.plugins.libvirtmigration.hypervisor.TwoHosts;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.ImageSpec;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain.BlockInfo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DestinationImagesTest {
    private static final String MARKER = "a.qcow2." + TwoHosts.GUEST + ".being-copied";
    private static final long SIZE = 10 * TwoHosts.GIB + 512;

    private final TwoHosts hosts = new TwoHosts();
    private final DestinationImages images = new DestinationImages(hosts.destination, TwoHosts.GUEST);

    @Test
    void makesEachImageOfExactlyTheSameSizeAndFormat() {
        images.create(plan(false, copied("vda", "/images/a.qcow2", "qcow2"), copied("vdb", "/images/b.raw", "raw")));

        assertThat(hosts.destinationImages.specs)
                .containsEntry("a.qcow2", new ImageSpec("qcow2", SIZE, Optional.empty(), Optional.empty()))
                .containsEntry("b.raw", new ImageSpec("raw", SIZE, Optional.empty(), Optional.empty()));
        assertThat(images.created())
                .containsExactly(
                        new CreatedImage("/images/a.qcow2", "qcow2", SIZE),
                        new CreatedImage("/images/b.raw", "raw", SIZE));
        assertThat(hosts.destination.libvirt.storage.open).isZero();
    }

    @Test
    void putsAnIncrementalCopyOnItsBase() {
        Disk disk = DomainXml.parse(
                        hosts.devices(StorageJudgeTest.onBase("vda", "/images/a.qcow2", "/images/base.qcow2"))
                                .guest
                                .xml)
                .disks()
                .get(0);
        DiskVerdict verdict = DiskVerdict.copied(disk, "/images/a.qcow2", "because", new BlockInfo(SIZE, 1, 1));

        images.create(plan(true, verdict));
        assertThat(hosts.destinationImages.specs.get("a.qcow2"))
                .isEqualTo(new ImageSpec("qcow2", SIZE, Optional.of("/images/base.qcow2"), Optional.of("qcow2")));

        images.removeCreated();
        images.create(plan(false, verdict));
        assertThat(hosts.destinationImages.specs.get("a.qcow2").backingPath()).isEmpty();
    }

    @Test
    void overwritesNothingAndTakesBackWhatItHadMade() {
        hosts.destinationImages.put("b.raw", "raw", SIZE, 7);

        assertThatThrownBy(() -> images.create(
                        plan(false, copied("vda", "/images/a.qcow2", "qcow2"), copied("vdb", "/images/b.raw", "raw"))))
                .isInstanceOf(DestinationImageException.class)
                .hasMessageContaining("10.77.0.12 has something at /images/b.raw already")
                .hasMessageContaining("qemu-img info");

        assertThat(hosts.destinationImages.images).containsOnlyKeys("b.raw");
        assertThat(hosts.destinationImages.images.get("b.raw").allocation()).isEqualTo(7);
        assertThat(images.created()).isEmpty();
    }

    @Test
    void whatSomebodyElseMadeAMomentAgoIsTheirs() {
        hosts.destinationImages.put("a.qcow2", "qcow2", SIZE, 7);
        hosts.destinationImages.hidden = true;

        assertThatThrownBy(() -> images.create(plan(false, copied("vda", "/images/a.qcow2", "qcow2"))))
                .isInstanceOf(DestinationImageException.class)
                .hasMessageContaining("exists already");

        hosts.destinationImages.hidden = false;
        assertThat(images.removeCreated()).isEmpty();
        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2");
    }

    @Test
    void saysWhyAnImageCannotBeMade() {
        hosts.destinationImages.createFailure =
                new LibvirtCallException(38, "cannot allocate 10 bytes: No space left on device");

        assertThatThrownBy(() -> images.create(plan(false, copied("vda", "/images/a.qcow2", "qcow2"))))
                .isInstanceOf(DestinationImageException.class)
                .hasMessageContaining("/images/a.qcow2 of " + SIZE + " bytes cannot be made on 10.77.0.12")
                .hasMessageContaining("No space left on device");
    }

    @Test
    void aDeviceIsNeitherMadeNorRemoved() {
        images.create(plan(false, copied("vda", "/dev/vg/lv", "raw")));

        assertThat(images.created()).isEmpty();
        assertThat(images.removeCreated()).isEmpty();
    }

    @Test
    void removesWhatItMadeAndNothingElse() {
        images.create(plan(false, copied("vda", "/images/a.qcow2", "qcow2")));
        hosts.destinationImages.put("neighbour.qcow2", "qcow2", SIZE, 7);

        assertThat(images.removeCreated()).isEmpty();

        assertThat(hosts.destinationImages.images).containsOnlyKeys("neighbour.qcow2");
        assertThat(images.created()).isEmpty();
    }

    @Test
    void removesNothingWhileTheGuestIsThere() {
        images.create(plan(false, copied("vda", "/images/a.qcow2", "qcow2")));
        FakeLibvirtDomain arrived = new FakeLibvirtDomain("web-1", TwoHosts.GUEST, "<domain/>");
        arrived.state = new DomainState(DomainState.State.PAUSED, 2);
        hosts.destination.libvirt.domains.add(arrived);

        assertThat(images.removeCreated())
                .containsExactly("/images/a.qcow2 was left on 10.77.0.12: the guest is there (PAUSED)");
        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2", MARKER);
        assertThat(images.created()).hasSize(1);
    }

    @Test
    void removesNothingThatAnyDefinitionNames() {
        images.create(plan(false, copied("vda", "/images/a.qcow2", "qcow2")));
        FakeLibvirtDomain defined = new FakeLibvirtDomain("clone", UUID.randomUUID(), "<domain/>");
        defined.state = new DomainState(DomainState.State.SHUT_OFF, 0);
        defined.inactiveXml = hosts.devices(TwoHosts.disk("vda", "/images/a.qcow2")).guest.xml;
        hosts.destination.libvirt.domains.add(defined);

        assertThat(images.removeCreated())
                .containsExactly("/images/a.qcow2 was left on 10.77.0.12: the domain clone names it");

        defined.inactiveXml = "what no parser reads";
        assertThat(images.removeCreated()).as("it may name anything").hasSize(1);
        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2", MARKER);
    }

    @Test
    void removesNoImageThatHasBecomeAnother() {
        images.create(plan(false, copied("vda", "/images/a.qcow2", "qcow2")));
        hosts.destinationImages.put("a.qcow2", "raw", SIZE, 7);

        assertThat(images.removeCreated().get(0)).contains("it is not the image that was made (raw of " + SIZE);
        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2", MARKER);
    }

    @Test
    void saysWhatItCouldNotRemove() {
        images.create(plan(false, copied("vda", "/images/a.qcow2", "qcow2")));
        hosts.destinationImages.deleteFailure = new LibvirtCallException(38, "cannot unlink file: Busy");

        assertThat(images.removeCreated())
                .containsExactly("/images/a.qcow2 was left on 10.77.0.12: cannot unlink file: Busy");
        hosts.destinationImages.deleteFailure = null;
        assertThat(images.removeCreated()).isEmpty();
        assertThat(hosts.destinationImages.images).isEmpty();
    }

    @Test
    void whatAKilledMoveLeftIsReplaced() {
        new DestinationImages(hosts.destination, TwoHosts.GUEST)
                .create(plan(false, copied("vda", "/images/a.qcow2", "qcow2")));
        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2", MARKER);

        images.create(plan(false, copied("vda", "/images/a.qcow2", "qcow2")));

        assertThat(images.created()).hasSize(1);
        assertThat(images.removeCreated()).isEmpty();
        assertThat(hosts.destinationImages.images).isEmpty();
    }

    @Test
    void whatTheGuestRunsFromLosesItsMarkerAndIsNeverReplaced() {
        images.create(plan(false, copied("vda", "/images/a.qcow2", "qcow2")));
        images.keep();

        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2");
        assertThatThrownBy(() -> images.create(plan(false, copied("vda", "/images/a.qcow2", "qcow2"))))
                .hasMessageContaining("never overwritten");
        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2");
    }

    private static DiskVerdict copied(String target, String path, String format) {
        return DiskVerdict.copied(
                Disk.file(target, path, format), path, "because", new BlockInfo(SIZE, TwoHosts.GIB, TwoHosts.GIB));
    }

    private static StoragePlan plan(boolean incremental, DiskVerdict... disks) {
        return new StoragePlan(List.of(disks), incremental);
    }
}
