package io.jenkins.plugins.libvirtmigration.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import io.jenkins.plugins.libvirtmigration.hypervisor.TwoHosts;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.storage.DiskVerdict.Verdict;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a guest left behind is written over, or taken away, only where it is proven to be nobody else's. */
class LeftImagesTest {
    private static final String PATH = "/images/a.qcow2";
    private static final String MARKER = "a.qcow2." + TwoHosts.GUEST + ".being-copied";

    private final TwoHosts hosts = new TwoHosts();

    @BeforeEach
    void localDisk() {
        hosts.devices(hosts.localDisk("vda", "a.qcow2", TwoHosts.GIB));
        hosts.destinationImages.put("a.qcow2", "qcow2", TwoHosts.GIB, 5);
    }

    private StoragePlan plan(String... left) {
        return new StorageJudge(hosts.source, hosts.destination, StorageMode.AUTO, false, Set.of(left))
                .judge(DomainXml.parse(hosts.guest.xml), hosts.guest);
    }

    private void anotherGuestNamesIt(boolean onDestination) {
        FakeLibvirtDomain other = new FakeLibvirtDomain("other", UUID.randomUUID(), hosts.guest.xml);
        (onDestination ? hosts.destination : hosts.source).libvirt.domains.add(other);
    }

    private DestinationImages images() {
        return new DestinationImages(hosts.destination, TwoHosts.GUEST, Set.of(PATH));
    }

    private List<String> takeAway() {
        return new LeftCopies(hosts.destination, hosts.source, TwoHosts.GUEST).remove(List.of(PATH));
    }

    @Test
    void withoutConsentItIsARefusalThatNamesTheOption() {
        DiskVerdict verdict = plan().disks().get(0);

        assertThat(verdict.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(verdict.remedy()).contains("--replace-left-images");
    }

    @Test
    void withConsentItIsCopiedOnto() {
        DiskVerdict verdict = plan(PATH).disks().get(0);

        assertThat(verdict.verdict()).isEqualTo(Verdict.COPIED);
        assertThat(verdict.reason()).contains("written over");
    }

    @Test
    void anImageOfAnotherSizeOrFormatIsNotTheOneThatWasLeft() {
        hosts.destinationImages.put("a.qcow2", "qcow2", TwoHosts.GIB + 512, 5);
        assertThat(plan(PATH).disks().get(0).reason()).contains("is not the image that was left there");

        hosts.destinationImages.put("a.qcow2", "raw", TwoHosts.GIB, 5);
        assertThat(plan(PATH).disks().get(0).verdict()).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void anImageThatAnyDomainNamesIsNotWrittenOver() {
        anotherGuestNamesIt(true);

        DiskVerdict verdict = plan(PATH).disks().get(0);

        assertThat(verdict.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(verdict.reason()).contains("is named by the domain other");
    }

    @Test
    void itIsMarkedWhileItIsWrittenOverAndNeverRemoved() {
        DestinationImages images = images();

        images.create(plan(PATH));
        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2", MARKER);
        assertThat(hosts.destinationImages.specs).doesNotContainKey("a.qcow2");

        assertThat(images.removeCreated()).isEmpty();
        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2", MARKER);

        images.keep();
        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2");
    }

    @Test
    void halfWrittenItIsMadeAnewByTheNextMove() {
        images().create(plan(PATH));

        images().create(plan(PATH));

        assertThat(hosts.destinationImages.specs).containsKey("a.qcow2");
    }

    @Test
    void anImageOfAPoweredOffGuestIsLeftAsItIs() {
        DestinationImages images = images();

        images.createEmpty(plan(PATH));

        assertThat(images.isLeft(PATH)).isTrue();
        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2");
    }

    @Test
    void aCopyIsTakenAwayOnceItsGuestIsHome() {
        assertThat(takeAway()).singleElement().asString().contains("is removed");
        assertThat(hosts.destinationImages.images).isEmpty();
        assertThat(hosts.sourceImages.images).containsOnlyKeys("a.qcow2");
    }

    @Test
    void aCopyStaysWhereAnythingMightNeedIt() {
        anotherGuestNamesIt(true);
        assertThat(takeAway()).singleElement().asString().contains("the domain other names it");

        hosts.destination.libvirt.domains.clear();
        hosts.destination.libvirt.domains.add(hosts.guest);
        assertThat(takeAway()).singleElement().asString().contains("still knows the guest");

        hosts.destination.libvirt.domains.clear();
        hosts.sourceImages.images.clear();
        assertThat(takeAway()).singleElement().asString().contains("has no image of that format and size");
        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2");
    }
}
