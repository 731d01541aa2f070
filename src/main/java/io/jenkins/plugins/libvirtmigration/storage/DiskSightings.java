package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.domain.Disk.Volume;
import io.jenkins.plugins.libvirtmigration.domain.PoolDescription;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import java.util.Optional;

/** Looks at one disk on both hosts, each kind in its own way. */
final class DiskSightings {
    private final Hypervisor source;
    private final Hypervisor destination;
    private final FileSightings files;
    private final NetworkSightings network;
    private final BlockSightings blocks;

    DiskSightings(Hypervisor source, Hypervisor destination, Directories directories) {
        this.source = source;
        this.destination = destination;
        this.files = new FileSightings(directories, destination.name());
        this.network = new NetworkSightings(destination.ssh(), destination.name());
        this.blocks = new BlockSightings(source.ssh(), destination.ssh(), destination.name());
    }

    Sighting look(Disk disk) {
        return switch (disk.type()) {
            case "file" -> files.look(disk, disk.source());
            case "block" -> blocks.look(disk.source());
            case "network" -> network.look(disk);
            case "volume" -> volume(disk);
            case "nvme" ->
                Sighting.unusable(
                        null,
                        "it is an NVMe device of the host, passed through to QEMU",
                        "Detach it, or use the device through the host's kernel");
            case "dir" ->
                Sighting.unusable(disk.source(), "QEMU does not migrate a directory shown as a FAT disk", "Detach it");
            default ->
                Sighting.unproven(
                        null,
                        "a disk of type " + Shown.text(disk.type()) + " is served by a process of the host",
                        "Say --storage shared if you know that the destination serves the same disk at the same place");
        };
    }

    private Sighting volume(Disk disk) {
        Volume volume = disk.volume().orElse(new Volume("", ""));
        String shown = Shown.text(volume.pool() + "/" + volume.name());
        Optional<PoolDescription> here = PoolLookup.find(source.ssh(), volume);
        Optional<PoolDescription> there = PoolLookup.find(destination.ssh(), volume);
        if (here.isEmpty() || there.isEmpty()) {
            return Sighting.unusable(
                    null,
                    (here.isEmpty() ? source : destination).name() + " does not show a storage pool "
                            + Shown.text(volume.pool()) + " for the volume " + shown,
                    "Define and start the pool on both hosts, or name the disk by its path");
        }
        Optional<String> path = here.get().pathOf(volume.name());
        if (path.isPresent()) {
            return samePath(disk, here.get(), there.get(), path.get());
        }
        return here.get().isNetwork() && here.get().equals(there.get())
                ? Sighting.shared(null, "the pool of " + shown + " has the same source on both hosts")
                : Sighting.unproven(
                        null,
                        "nothing proves that " + shown + " is the same volume on both hosts: the pool's type is "
                                + Shown.text(here.get().type()),
                        "Say --storage shared if you know that it is");
    }

    private Sighting samePath(Disk disk, PoolDescription here, PoolDescription there, String path) {
        String name = disk.volume().orElseThrow().name();
        if (!there.pathOf(name).equals(Optional.of(path))) {
            return Sighting.unusable(
                    path,
                    "the volume is at " + Shown.text(path) + " here and at "
                            + Shown.text(there.pathOf(name).orElse("no path")) + " on " + destination.name(),
                    "Give the pool the same target path on both hosts");
        }
        return here.holdsBlockDevices() ? blocks.look(path) : files.look(disk, path);
    }
}
