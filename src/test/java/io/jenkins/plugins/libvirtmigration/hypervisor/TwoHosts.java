package io.jenkins.plugins.libvirtmigration.hypervisor;

import io.jenkins.plugins.libvirtmigration.domain.Recorded;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeHostStorage.Store;
import io.jenkins.plugins.libvirtmigration.libvirt.FakeLibvirtDomain;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain.BlockInfo;
import java.util.UUID;

/**
 * Two hosts in memory with what a migration wants: {@code /images} local to each, {@code /shared} the same for both,
 * and on the source a guest without disks. A test adds disks, and takes away what it is about.
 */
public final class TwoHosts {
    public static final UUID GUEST = UUID.fromString("56501859-84e3-4888-91d3-e07ce7473c01");
    public static final long GIB = 1L << 30;

    public final FakeHypervisor source = new FakeHypervisor("root@10.77.0.11");
    public final FakeHypervisor destination = new FakeHypervisor("root@10.77.0.12");
    public final Store sourceImages = new Store();
    public final Store destinationImages = new Store();
    public final Store shared = new Store();
    public final FakeLibvirtDomain guest = new FakeLibvirtDomain("web-1", GUEST, xml(""));

    public TwoHosts() {
        source.libvirt.storage.mount("/images", sourceImages).mount("/shared", shared);
        destination.libvirt.storage.mount("/images", destinationImages).mount("/shared", shared);
        source.libvirt.capabilities = Recorded.xml("capabilities");
        destination.libvirt.capabilities = Recorded.xml("capabilities");
        source.libvirt.domains.add(guest);
    }

    /** Gives the guest these disks (and whatever devices else) instead of those that it had. */
    public TwoHosts devices(String... elements) {
        guest.xml = xml(String.join("", elements));
        guest.migratableXml = guest.xml;
        guest.inactiveXml = guest.xml;
        return this;
    }

    /** An image in {@code /images} of the source: the XML of its disk. */
    public String localDisk(String target, String name, long capacity) {
        sourceImages.put(name, "qcow2", capacity, capacity / 4);
        guest.blocks.put(target, new BlockInfo(capacity, capacity / 4, capacity / 4));
        return disk(target, "/images/" + name);
    }

    /** An image in {@code /shared}: the XML of its disk. */
    public String sharedDisk(String target, String name) {
        shared.put(name, "qcow2", GIB, GIB / 4);
        guest.blocks.put(target, new BlockInfo(GIB, GIB / 4, GIB / 4));
        return disk(target, "/shared/" + name);
    }

    public static String disk(String target, String path) {
        return "<disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none'/><source file='" + path
                + "'/><backingStore/><target dev='" + target + "' bus='virtio'/></disk>";
    }

    private static String xml(String devices) {
        return "<domain type='qemu' id='3'><name>web-1</name><uuid>" + GUEST + "</uuid>"
                + "<memory unit='KiB'>131072</memory><vcpu>1</vcpu>"
                + "<os><type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type></os>"
                + "<cpu mode='custom' match='exact' check='full'><model fallback='forbid'>qemu64</model>"
                + "<feature policy='require' name='hypervisor'/><feature policy='require' name='lahf_lm'/></cpu>"
                + "<devices><emulator>/usr/bin/qemu-system-x86_64</emulator>" + devices + "</devices></domain>";
    }
}
