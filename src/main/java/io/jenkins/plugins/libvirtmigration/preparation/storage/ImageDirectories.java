package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.preparation.guests.RunningGuests;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.Set;
import java.util.TreeSet;

/** Directories with disks in them: those of pools, and those that running guests have their images in. */
public final class ImageDirectories {
    private ImageDirectories() {}

    public static Set<String> of(ExaminedHost host) {
        Set<String> directories = new TreeSet<>();
        Pools.of(host).pools().stream()
                .filter(Pools.Pool::isDirectory)
                .map(Pools.Pool::path)
                .forEach(directories::add);
        RunningGuests.of(host).guests().stream()
                .flatMap(guest -> guest.domain().disks().stream())
                .filter(disk -> disk.isImageFile() && !disk.isMedium())
                .map(Disk::source)
                .filter(source -> source.lastIndexOf('/') > 0)
                .forEach(source -> directories.add(source.substring(0, source.lastIndexOf('/'))));
        directories.removeIf(path -> !path.startsWith("/"));
        return directories;
    }
}
