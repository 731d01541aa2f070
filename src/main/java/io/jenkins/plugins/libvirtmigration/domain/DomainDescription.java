package io.jenkins.plugins.libvirtmigration.domain;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a domain's live XML says that matters for moving it. Every text in it comes from a hypervisor and is hostile
 * until it is escaped.
 *
 * @param virtType kvm or qemu
 * @param memoryBytes the most that the guest may use
 * @param cpuXml the cpu element of the live XML, null if there is none
 * @param bootFiles kernel, initrd, device tree and firmware that QEMU opens on the host, where the XML names them
 * @param blockers devices that cannot move, each with its reason
 * @param concerns what libvirt lets move, but only if the destination has the like of it: for an administrator to know
 */
public record DomainDescription(
        String name,
        UUID uuid,
        String virtType,
        String architecture,
        String machine,
        String emulator,
        long memoryBytes,
        int vcpus,
        String cpuXml,
        List<Disk> disks,
        List<NetworkInterface> interfaces,
        List<Graphics> graphics,
        List<String> bootFiles,
        List<Blocker> blockers,
        List<Blocker> concerns) {

    public DomainDescription {
        disks = List.copyOf(disks);
        interfaces = List.copyOf(interfaces);
        graphics = List.copyOf(graphics);
        bootFiles = List.copyOf(bootFiles);
        blockers = List.copyOf(blockers);
        concerns = List.copyOf(concerns);
    }

    /** Whether the guest runs on the host's CPU; else QEMU emulates one (TCG). */
    public boolean usesKvm() {
        return virtType.equals("kvm");
    }

    /** @param type bridge, network, direct, ethernet, hostdev, user... @param source the bridge, network or device */
    public record NetworkInterface(String type, Optional<String> source, Optional<String> mac) {}

    /** @param listen the address in the live XML, where there is one */
    public record Graphics(String type, Optional<String> listen) {}

    /**
     * @param device in the words of the XML, for example {@code hostdev pci 0000:03:00.0}
     * @param remedy what an administrator can do about it
     */
    public record Blocker(String device, String reason, String remedy) {}
}
