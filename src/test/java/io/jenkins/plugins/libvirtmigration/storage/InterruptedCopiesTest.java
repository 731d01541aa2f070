package io.jenkins.plugins.libvirtmigration.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.domain.DomainXml;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.TwoHosts;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeHostStorage.Store;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a killed move left on the destination is removed, and never what the guest runs from. */
class InterruptedCopiesTest {
    private static final String MARKER = "a.qcow2." + TwoHosts.GUEST + ".being-copied";

    private final TwoHosts hosts = new TwoHosts();
    private final InterruptedCopies copies = new InterruptedCopies(hosts.destination, TwoHosts.GUEST);

    @Test
    void whatAKilledMoveWasCopyingIntoIsRemoved() {
        List<Disk> disks = localDisk();
        put(hosts.destinationImages);

        assertThat(remove(disks)).singleElement().asString().contains("/images/a.qcow2", "it is removed");

        assertThat(hosts.destinationImages.images).isEmpty();
        assertThat(hosts.sourceImages.images).containsOnlyKeys("a.qcow2");
    }

    /** A copying move into a shared directory was killed when it was whole: its marker lies beside the live image. */
    @Test
    void aMarkerInASharedDirectoryLiesBesideTheImageThatTheGuestRunsFrom() {
        List<Disk> disks = disks(hosts.sharedDisk("vda", "a.qcow2"));
        hosts.shared.put(MARKER, "raw", 512, 512);

        assertThat(remove(disks))
                .singleElement()
                .asString()
                .contains("/shared/a.qcow2 on 10.77.0.12 stays", "the guest runs from it");

        assertThat(hosts.shared.images).containsOnlyKeys("a.qcow2");
    }

    /** The source had a killed copy once, too: what is seen there is a doubt, and a doubt removes nothing. */
    @Test
    void aMarkerThatTheSourceHasTooIsNoReason() {
        List<Disk> disks = localDisk();
        put(hosts.destinationImages);
        hosts.sourceImages.put(MARKER, "raw", 512, 512);

        assertThat(remove(disks)).singleElement().asString().contains("stays");

        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2", MARKER);
        assertThat(hosts.sourceImages.images).containsOnlyKeys("a.qcow2");
        assertThat(remove(disks)).singleElement().asString().contains("it is removed");
    }

    @Test
    void nothingIsRemovedWhereTheSourceDoesNotLetUsLook() {
        List<Disk> disks = disks(TwoHosts.disk("vda", "/elsewhere/a.qcow2"));
        hosts.destination.libvirt.storage.mount("/elsewhere", put(new Store()));

        assertThat(remove(disks)).singleElement().asString().contains("stays: cannot open directory");

        assertThat(hosts.destination.libvirt.storage.open("/elsewhere").find("a.qcow2"))
                .isPresent();
    }

    @Test
    void nothingIsRemovedWhereTheSourceCannotBeAsked() {
        List<Disk> disks = localDisk();
        put(hosts.destinationImages);
        hosts.source.silence = Optional.of(new HypervisorUnreachableException("No answer.", null));

        assertThatThrownBy(() -> remove(disks)).isInstanceOf(HypervisorUnreachableException.class);

        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2", MARKER);
    }

    @Test
    void anImageWithoutAMarkerIsNobodysToRemove() {
        List<Disk> disks = localDisk();
        hosts.destinationImages.put("a.qcow2", "qcow2", TwoHosts.GIB, 7);

        assertThat(remove(disks)).isEmpty();

        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2");
    }

    @Test
    void aCopyThatADefinitionNamesStays() {
        List<Disk> disks = localDisk();
        put(hosts.destinationImages);
        FakeLibvirtDomain defined = new FakeLibvirtDomain("clone", UUID.randomUUID(), "<domain/>");
        defined.state = new DomainState(DomainState.State.SHUT_OFF, 0);
        defined.inactiveXml = hosts.guest.xml;
        hosts.destination.libvirt.domains.add(defined);

        assertThat(remove(disks)).isEmpty();
        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2", MARKER);

        hosts.destination.libvirt.domains.clear();
        assertThat(remove(disks)).hasSize(1);
    }

    /** Its XML names no disk yet when the domains are asked, and it is there a moment later. */
    @Test
    void aGuestThatComesWhileTheDomainsAreAskedKeepsItsImage() {
        List<Disk> disks = localDisk();
        put(hosts.destinationImages);
        FakeLibvirtDomain neighbour = new FakeLibvirtDomain("neighbour", UUID.randomUUID(), "<domain/>");
        neighbour.onAsked = () -> {
            if (hosts.destination.libvirt.domains.size() == 1) {
                hosts.destination.libvirt.domains.add(new FakeLibvirtDomain("web-1", TwoHosts.GUEST, hosts.guest.xml));
            }
        };
        hosts.destination.libvirt.domains.add(neighbour);

        assertThat(remove(disks)).isEmpty();

        assertThat(hosts.destinationImages.images).containsOnlyKeys("a.qcow2", MARKER);
    }

    private List<String> remove(List<Disk> disks) {
        return copies.remove(disks, hosts.source);
    }

    private static Store put(Store store) {
        return store.put("a.qcow2", "qcow2", TwoHosts.GIB, 7).put(MARKER, "raw", 512, 512);
    }

    private List<Disk> localDisk() {
        return disks(hosts.localDisk("vda", "a.qcow2", TwoHosts.GIB));
    }

    private List<Disk> disks(String device) {
        return DomainXml.parse(hosts.devices(device).guest.xml).disks();
    }
}
