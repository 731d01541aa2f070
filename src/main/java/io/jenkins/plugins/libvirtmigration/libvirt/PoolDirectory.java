package io.jenkins.plugins.libvirtmigration.libvirt;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.virStoragePoolInfo;
import org.libvirt.jna.virStorageVolInfo;

/** A directory through a storage pool. */
final class PoolDirectory implements HostStorage.Directory {
    private static final int NO_STORAGE_VOLUME = 50;

    /** VIR_STORAGE_VOL_RESIZE_SHRINK. */
    private static final int SHRINK = 1 << 2;

    private final NativeConnection connection;
    private final StoragePoolPointer pool;
    private final boolean ours;
    private final Gate gate;

    /**
     * @param pool is freed by this directory
     * @param ours whether closing stops the pool, which leaves its files alone
     */
    PoolDirectory(NativeConnection connection, LibvirtNative libvirt, StoragePoolPointer pool, boolean ours) {
        this.connection = connection;
        this.pool = pool;
        this.ours = ours;
        this.gate = new Gate(() -> libvirt.virStoragePoolFree(pool));
        connection.adopt(gate);
    }

    private <T> T call(BiFunction<LibvirtNative, StoragePoolPointer, T> call) {
        return connection.callWithPatience((libvirt, ignored) -> {
            if (!gate.enter()) {
                throw new IllegalStateException("The storage pool's handle was closed.");
            }
            try {
                return call.apply(libvirt, pool);
            } finally {
                gate.leave();
            }
        });
    }

    @Override
    public long availableBytes() {
        return call((libvirt, pointer) -> {
            connection.checked(libvirt.virStoragePoolRefresh(pointer, 0));
            virStoragePoolInfo info = new virStoragePoolInfo();
            connection.checked(libvirt.virStoragePoolGetInfo(pointer, info));
            return info.available;
        });
    }

    @Override
    public Optional<HostStorage.Image> find(String name) {
        try {
            return Optional.of(call((libvirt, pointer) -> {
                connection.checked(libvirt.virStoragePoolRefresh(pointer, 0));
                return withVolume(libvirt, lookup(libvirt, pointer, name), volume -> image(libvirt, volume));
            }));
        } catch (LibvirtCallException e) {
            if (e.code() == NO_STORAGE_VOLUME) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void create(String name, HostStorage.ImageSpec spec) {
        make(name, spec);
        makeExact(name, spec.capacity());
    }

    /** Only the first half of {@link #create}: not to be done again where only the second one failed. */
    void make(String name, HostStorage.ImageSpec spec) {
        String xml = StorageXml.volume(plain(name), spec);
        call((libvirt, pointer) -> withVolume(
                libvirt, connection.checked(libvirt.virStorageVolCreateXML(pointer, xml, 0)), Function.identity()));
    }

    void makeExact(String name, long capacity) {
        call((libvirt, pointer) -> {
            connection.checked(libvirt.virStoragePoolRefresh(pointer, 0));
            return withVolume(libvirt, lookup(libvirt, pointer, name), volume -> {
                makeExact(libvirt, volume, capacity);
                return volume;
            });
        });
    }

    /** libvirt rounds up to a KiB when it creates a qcow2 image, but not when it shrinks one. */
    private void makeExact(LibvirtNative libvirt, StorageVolPointer volume, long capacity) {
        if (image(libvirt, volume).capacity() == capacity) {
            return;
        }
        libvirt.virStorageVolResize(volume, capacity, SHRINK);
        HostStorage.Image made = image(libvirt, volume);
        if (made.capacity() != capacity) {
            connection.checked(libvirt.virStorageVolDelete(volume, 0));
            throw new LibvirtCallException(
                    0,
                    "libvirt made the image " + made.path() + " with " + made.capacity()
                            + " bytes instead of " + capacity
                            + "; it was deleted again. Make an image of exactly that size by"
                            + " hand.");
        }
    }

    @Override
    public void delete(String name) {
        call((libvirt, pointer) -> withVolume(
                libvirt,
                lookup(libvirt, pointer, name),
                volume -> connection.checked(libvirt.virStorageVolDelete(volume, 0))));
    }

    @Override
    public String lastChange(String name) {
        return call((libvirt, pointer) -> {
            connection.checked(libvirt.virStoragePoolRefresh(pointer, 0));
            return withVolume(
                    libvirt,
                    lookup(libvirt, pointer, name),
                    volume -> StorageXml.lastChange(connection
                            .checked(libvirt.virStorageVolGetXMLDesc(volume, 0))
                            .toString()));
        });
    }

    @Override
    public void read(String name, long most, HostStorage.Sink sink) {
        try (VolumeStream stream = call((libvirt, pointer) -> withVolume(
                libvirt, lookup(libvirt, pointer, name), volume -> VolumeStream.download(connection, volume, most)))) {
            stream.readTo(sink);
        }
    }

    @Override
    public HostStorage.Upload write(String name) {
        return call((libvirt, pointer) ->
                withVolume(libvirt, lookup(libvirt, pointer, name), volume -> VolumeStream.upload(connection, volume)));
    }

    private StorageVolPointer lookup(LibvirtNative libvirt, StoragePoolPointer pointer, String name) {
        return connection.checked(libvirt.virStorageVolLookupByName(pointer, plain(name)));
    }

    private static <T> T withVolume(
            LibvirtNative libvirt, StorageVolPointer volume, Function<StorageVolPointer, T> use) {
        try {
            return use.apply(volume);
        } finally {
            libvirt.virStorageVolFree(volume);
        }
    }

    private HostStorage.Image image(LibvirtNative libvirt, StorageVolPointer volume) {
        virStorageVolInfo info = new virStorageVolInfo();
        connection.checked(libvirt.virStorageVolGetInfo(volume, info));
        String path = connection.checked(libvirt.virStorageVolGetPath(volume)).toString();
        String xml =
                connection.checked(libvirt.virStorageVolGetXMLDesc(volume, 0)).toString();
        return new HostStorage.Image(path, StorageXml.format(xml), info.capacity, info.allocation);
    }

    private static String plain(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("\"" + name + "\" is not the name of a file in a directory.");
        }
        return name;
    }

    @Override
    public void close() {
        try {
            if (ours) {
                call((libvirt, pointer) -> connection.checked(libvirt.virStoragePoolDestroy(pointer)));
            }
        } catch (LibvirtCallException | HypervisorUnreachableException | IllegalStateException e) {
            // closed before, or the host is gone: a transient pool is not there any more after libvirt's next start
        } finally {
            connection.disown(gate);
            gate.close();
        }
    }
}
