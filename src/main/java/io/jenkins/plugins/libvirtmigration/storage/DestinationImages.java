package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.Disk.Backing;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.libvirt.DomainState;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Directory;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Image;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.ImageSpec;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The images that copied disks are written into, made before the migration and removed if it fails.
 *
 * <p>libvirt would make them itself if their directory were a storage pool of the destination, but a qcow2 with its
 * metadata allocated (VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA in qemuMigrationDstPrecreateDisk), which a later copy
 * takes for data; it makes none for an incremental copy; and it leaves them behind after a failure. An image that is
 * there already it uses as it is (virFileExists in qemuMigrationDstPrepareStorage). QEMU's mirror wants exactly the
 * same virtual size and writes zeroes as zeroes (NBD write-zeroes), so that what is thin stays thin.
 */
public final class DestinationImages {
    private final Hypervisor destination;
    private final UUID vm;
    private final InterruptedCopies copies;
    private final List<CreatedImage> created = new ArrayList<>();
    private final Set<String> left;
    private boolean keepsLeft;
    private final List<String> refreshed = new ArrayList<>();

    public DestinationImages(Hypervisor destination, UUID vm) {
        this(destination, vm, Set.of());
    }

    /** @param left paths of old images of this guest that are written over, and never removed */
    public DestinationImages(Hypervisor destination, UUID vm, Set<String> left) {
        this.left = Set.copyOf(left);
        this.destination = destination;
        this.vm = vm;
        this.copies = new InterruptedCopies(destination, vm);
    }

    /**
     * Makes an empty image for every disk that is copied into one.
     *
     * @throws DestinationImageException where something is there already, or it cannot be made; what this call had made
     *     until then is removed
     */
    public synchronized void create(StoragePlan plan) {
        create(plan, disk -> spec(disk, plan.incremental()));
    }

    /**
     * The same with files of no length, into which images are then written with their headers and all. Old images of this
     * guest are left as they are: see {@link #isLeft}.
     */
    public synchronized void createEmpty(StoragePlan plan) {
        keepsLeft = true;
        create(plan, disk -> new ImageSpec("raw", 0, Optional.empty(), Optional.empty()));
    }

    private void create(StoragePlan plan, Function<DiskVerdict, ImageSpec> specs) {
        try {
            for (DiskVerdict disk : plan.copied()) {
                if (!disk.path().startsWith("/dev/")) {
                    create(disk, specs.apply(disk));
                }
            }
        } catch (RuntimeException e) {
            try {
                removeCreated();
            } catch (RuntimeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private static ImageSpec spec(DiskVerdict disk, boolean incremental) {
        Optional<Backing> base = Optional.ofNullable(incremental ? disk.disk().backing() : null);
        return new ImageSpec(
                disk.disk().format(),
                disk.size().orElseThrow().capacity(),
                base.map(Backing::source),
                base.map(Backing::format));
    }

    private void create(DiskVerdict disk, ImageSpec spec) {
        ImagePath image = ImagePath.of(disk.path()).orElseThrow();
        try (Directory directory = destination.libvirt().storage().open(image.directory())) {
            copies.remove(directory, image);
            boolean there = directory.find(image.name()).isPresent();
            if (there && left.contains(image.path())) {
                refresh(directory, image);
                return;
            }
            if (there) {
                throw new DestinationImageException(destination.name() + " has something at "
                        + Shown.text(image.path()) + " already, and it is never overwritten. See what it is (qemu-img"
                        + " info); move it away if nothing needs it, then try again.");
            }
            // noted before it is made: an image whose creation ended in an error may be there all the same
            CreatedImage entry = new CreatedImage(
                    image.path(),
                    disk.disk().format(),
                    disk.size().orElseThrow().capacity());
            created.add(entry);
            copies.mark(directory, image.name());
            make(directory, image, spec, entry);
        } catch (LibvirtCallException e) {
            throw new DestinationImageException(
                    "The image " + Shown.text(image.path()) + " of "
                            + disk.size().orElseThrow().capacity() + " bytes cannot be made on "
                            + destination.name() + ": " + Shown.text(e.getMessage())
                            + ". See that the directory is there and has room.",
                    e);
        }
    }

    /**
     * The mirror writes every byte of it (blockdev-mirror with sync=full zeroes its target first). Half written it is of no
     * use: its marker stays then, and the next move of the guest makes a new one.
     */
    private void refresh(Directory directory, ImagePath image) {
        Optional<String> user = new ImageUsers(destination.libvirt()).firstUser(image.path());
        if (user.isPresent()) {
            throw new DestinationImageException(Shown.text(image.path()) + " on " + destination.name()
                    + " is named by the domain " + user.get() + " now, and is not written over.");
        }
        if (!keepsLeft) {
            copies.mark(directory, image.name());
        }
        refreshed.add(image.path());
    }

    /** Whether there is an old image of this guest that is not made anew. */
    public synchronized boolean isLeft(String path) {
        return refreshed.contains(path);
    }

    private void make(Directory directory, ImagePath image, ImageSpec spec, CreatedImage entry) {
        try {
            directory.create(image.name(), spec);
        } catch (LibvirtCallException e) {
            // somebody else was faster by a moment: it is theirs, and must never be removed as ours
            if (e.code() == LibvirtCallException.STORAGE_VOLUME_EXISTS
                    || e.getMessage().contains("File exists")) {
                created.remove(entry);
                copies.unmark(directory, image.name());
            }
            throw e;
        }
    }

    /** The guest runs from them now: they are no longer ours to remove. */
    public synchronized void keep() {
        copies.keep(created.stream().map(CreatedImage::path).toList());
        copies.keep(refreshed);
        created.clear();
        refreshed.clear();
    }

    /** What this run made and has not removed. */
    synchronized List<CreatedImage> created() {
        return List.copyOf(created);
    }

    /**
     * Removes what this run made, after a migration that failed. An image stays where anything might need it: the guest
     * is active on the destination, a domain there names the path, or the image is not the one that was made.
     *
     * @return one sentence for each image that had to stay; empty where nothing is left
     */
    public synchronized List<String> removeCreated() {
        if (created.isEmpty()) {
            return List.of();
        }
        Optional<String> active = activeGuest();
        List<String> kept = new ArrayList<>();
        for (CreatedImage image : List.copyOf(created)) {
            Optional<String> reason = active.isPresent() ? active : remove(image);
            reason.ifPresentOrElse(
                    words -> kept.add(Shown.text(image.path()) + " was left on " + destination.name() + ": " + words),
                    () -> created.remove(image));
        }
        return kept;
    }

    private Optional<String> activeGuest() {
        return destination
                .libvirt()
                .ask(vm, LibvirtDomain::state)
                .filter(DomainState::mayBeActive)
                .map(state -> "the guest is there (" + state.state() + ")");
    }

    /** @return why it stays; empty once it is gone */
    private Optional<String> remove(CreatedImage made) {
        ImagePath image = ImagePath.of(made.path()).orElseThrow();
        try (Directory directory = destination.libvirt().storage().open(image.directory())) {
            Optional<String> user = new ImageUsers(destination.libvirt()).firstUser(made.path());
            if (user.isPresent()) {
                return Optional.of("the domain " + user.get() + " names it");
            }
            Optional<Image> found = directory.find(image.name());
            if (found.isEmpty()) {
                copies.unmark(directory, image.name());
                return Optional.empty();
            }
            boolean empty = found.get().capacity() == 0 && found.get().format().equals("raw");
            boolean same = found.get().capacity() == made.capacity()
                    && found.get().format().equals(made.format());
            if (!same && !empty) {
                return Optional.of("it is not the image that was made ("
                        + found.get().format() + " of " + found.get().capacity() + " bytes)");
            }
            directory.delete(image.name());
            copies.unmark(directory, image.name());
            return Optional.empty();
        } catch (LibvirtCallException e) {
            return Optional.of(Shown.text(e.getMessage()));
        }
    }
}
