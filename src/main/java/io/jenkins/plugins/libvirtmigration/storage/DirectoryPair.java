package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Directory;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Image;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.ImageSpec;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * One directory as both hosts see it, and the proof whether it is the same.
 *
 * <p>The proof is Nova's (nova/virt/libvirt/driver.py, _create_shared_storage_test_file): what one host makes, the
 * other must see. Comparing names, sizes or mount tables proves nothing: two local images may share all of them.
 */
final class DirectoryPair implements AutoCloseable {
    /** A sector: the least that every file system and format takes. */
    private static final long PROBE_BYTES = 512;

    private static final String PROBE = "libvirt-migration-probe-";

    private static final Executor ASIDE = work -> {
        Thread thread = new Thread(work, "directory on the destination");
        thread.setDaemon(true);
        thread.start();
    };

    private final Directory source;
    private final Directory destination;
    private final String destinationFailure;
    private Boolean shared;
    private String leftOver;

    private DirectoryPair(Directory source, Directory destination, String destinationFailure) {
        this.source = source;
        this.destination = destination;
        this.destinationFailure = destinationFailure;
    }

    /** @throws LibvirtCallException where the source does not let libvirt into the directory */
    static DirectoryPair open(HostStorage source, HostStorage destination, String path) {
        // At the same time: each host reads the whole directory.
        CompletableFuture<Directory> there = CompletableFuture.supplyAsync(() -> destination.open(path), ASIDE);
        Directory onSource;
        try {
            onSource = source.open(path);
        } catch (RuntimeException e) {
            there.thenAccept(Directory::close);
            throw e;
        }
        try {
            return new DirectoryPair(onSource, there.join(), null);
        } catch (CompletionException e) {
            if (e.getCause() instanceof LibvirtCallException refusal) {
                return new DirectoryPair(onSource, null, Shown.text(refusal.getMessage()));
            }
            onSource.close();
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** In libvirt's words, why the destination has no such directory; empty where it has. */
    Optional<String> destinationFailure() {
        return Optional.ofNullable(destinationFailure);
    }

    Optional<Image> onSource(String name) {
        return source.find(name);
    }

    Optional<Image> onDestination(String name) {
        return destination == null ? Optional.empty() : destination.find(name);
    }

    Beginning beginningOnSource(String name) {
        return Beginning.read(source, name);
    }

    Beginning beginningOnDestination(String name) {
        return Beginning.read(destination, name);
    }

    /** Bytes free on the destination. */
    long availableBytes() {
        return destination.availableBytes();
    }

    /** A probe that could not be removed again; empty where all is clean. */
    Optional<String> leftOver() {
        return Optional.ofNullable(leftOver);
    }

    /**
     * Whether what the destination makes here, the source sees.
     *
     * @param image the disk's own name: where the destination has it too, "not seen" may be an NFS client's old listing
     *     (acdirmax is 60 s), and the source is made to look again by making something itself, as Nova's utime does
     */
    boolean isShared(String image) {
        if (shared == null) {
            shared = destination != null && probe(image);
        }
        return shared;
    }

    private boolean probe(String image) {
        String probe = create(destination);
        try {
            if (source.find(probe).isPresent()) {
                return true;
            }
            if (destination.find(image).isEmpty()) {
                return false;
            }
            touchSource();
            return source.find(probe).isPresent();
        } finally {
            remove(destination, probe);
        }
    }

    private void touchSource() {
        remove(source, create(source));
    }

    private String create(Directory directory) {
        String probe = PROBE + UUID.randomUUID();
        try {
            directory.create(probe, new ImageSpec("raw", PROBE_BYTES, Optional.empty(), Optional.empty()));
            return probe;
        } catch (LibvirtCallException e) {
            if (directory.find(probe).isPresent()) {
                remove(directory, probe);
            }
            throw e;
        }
    }

    private void remove(Directory directory, String probe) {
        try {
            directory.delete(probe);
        } catch (LibvirtCallException e) {
            leftOver = probe + " (" + Shown.text(e.getMessage()) + ")";
        }
    }

    @Override
    public void close() {
        source.close();
        if (destination != null) {
            destination.close();
        }
    }
}
