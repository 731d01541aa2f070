package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.Disk;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Directory;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.ImageSpec;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Copies of a guest's disks whose making was interrupted: this process was killed in the middle of a move.
 *
 * <p>Nobody is left then who knows which images it had made. Therefore a marker is put beside each image before it is
 * made and taken away when the move is over, whichever way; the name of the guest's UUID in it says whose copy it is. An
 * image with a marker that no domain names is what a killed move left, and may be removed.
 */
public final class InterruptedCopies {
    private static final ImageSpec MARKER = new ImageSpec("raw", 512, Optional.empty(), Optional.empty());

    private final Hypervisor host;
    private final UUID vm;

    public InterruptedCopies(Hypervisor host, UUID vm) {
        this.host = host;
        this.vm = vm;
    }

    static String marker(String image, UUID vm) {
        return image + "." + vm + ".being-copied";
    }

    void mark(Directory directory, String image) {
        if (directory.find(marker(image, vm)).isEmpty()) {
            directory.create(marker(image, vm), MARKER);
        }
    }

    void unmark(Directory directory, String image) {
        try {
            directory.delete(marker(image, vm));
        } catch (LibvirtCallException e) {
            if (directory.find(marker(image, vm)).isPresent()) {
                throw e;
            }
        }
    }

    /** The copies are whole, or they are the guest's own disks: they are not interrupted ones. */
    public void keep(List<String> paths) {
        for (String path : paths) {
            ImagePath.of(path).ifPresent(image -> {
                try (Directory directory = host.libvirt().storage().open(image.directory())) {
                    unmark(directory, image.name());
                }
            });
        }
    }

    /** The same for all images of a guest. */
    public void keepAll(List<Disk> disks) {
        keep(disks.stream().filter(Disk::isImageFile).map(Disk::source).toList());
    }

    /**
     * Removes what a killed move left of these disks, if the guest is not here.
     *
     * @param source where the guest runs. An image that both hosts see is what it runs from, whatever marker lies beside
     *     it; where that host cannot be asked, nothing is removed
     * @return a sentence for each image that had a marker and is named by no domain here
     */
    public List<String> remove(List<Disk> disks, Hypervisor source) {
        List<String> said = new ArrayList<>();
        if (isActive()) {
            return said;
        }
        for (Disk disk : disks) {
            Optional<ImagePath> image = disk.isImageFile() ? ImagePath.of(disk.source()) : Optional.empty();
            if (image.filter(this::isMarked).isPresent()) {
                remove(image.get(), source).ifPresent(said::add);
            }
        }
        return said;
    }

    private boolean isMarked(ImagePath image) {
        try (Directory directory = host.libvirt().storage().open(image.directory())) {
            return directory.find(marker(image.name(), vm)).isPresent();
        } catch (LibvirtCallException e) {
            return false; // No such directory here: nothing was left in it.
        }
    }

    private Optional<String> remove(ImagePath image, Hypervisor source) {
        try {
            if (isLive(image, source)) {
                return Optional.of(Shown.text(image.path()) + " on " + host.name() + " stays, since " + source.name()
                        + " sees the same: the guest runs from it. The marker of an earlier move beside it is taken"
                        + " away.");
            }
            try (Directory directory = host.libvirt().storage().open(image.directory())) {
                return remove(directory, image);
            }
        } catch (LibvirtCallException e) {
            return Optional.of(Shown.text(image.path()) + " on " + host.name()
                    + " has the marker of an earlier move beside it, and stays: " + Shown.text(e.getMessage()));
        }
    }

    /** Whether the source sees the image, or its marker, in the same place; its marker is taken away then. */
    private boolean isLive(ImagePath image, Hypervisor source) {
        try (DirectoryPair pair =
                DirectoryPair.open(source.libvirt().storage(), host.libvirt().storage(), image.directory())) {
            boolean shared = pair.isShared(image.name());
            if (!shared && pair.onSource(marker(image.name(), vm)).isEmpty()) {
                return false;
            }
            new InterruptedCopies(source, vm).keep(List.of(image.path()));
            if (shared) {
                keep(List.of(image.path()));
            }
            return true;
        }
    }

    /** @return a sentence, if there was an interrupted copy */
    Optional<String> remove(Directory directory, ImagePath image) {
        if (directory.find(marker(image.name(), vm)).isEmpty()
                || new ImageUsers(host.libvirt()).firstUser(image.path()).isPresent()) {
            return Optional.empty();
        }
        if (isActive()) {
            return Optional.empty(); // A move has begun meanwhile.
        }
        if (directory.find(image.name()).isPresent()) {
            directory.delete(image.name());
        }
        directory.delete(marker(image.name(), vm));
        return Optional.of(Shown.text(image.path()) + " on " + host.name()
                + " was left by a move that was interrupted, and nothing uses it: it is removed.");
    }

    private boolean isActive() {
        return host.libvirt()
                .ask(vm, LibvirtDomain::state)
                .filter(DomainState::mayBeActive)
                .isPresent();
    }
}
