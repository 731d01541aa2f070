package io.jenkins.plugins.libvirtmigration.libvirt;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.libvirt.jna.StoragePoolPointer;

/** Directories as storage pools: the one that is there already, else a transient one. */
final class PoolStorage implements HostStorage {
    private static final int NO_STORAGE_POOL = 49;
    private static final String PREFIX = "libvirt-migration-";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final NativeConnection connection;

    PoolStorage(NativeConnection connection) {
        this.connection = connection;
    }

    @Override
    public Directory open(String directory) {
        String path = normalise(directory);
        return new SharedDirectory(() -> pool(path));
    }

    private PoolDirectory pool(String path) {
        return connection.callWithPatience((libvirt, pointer) -> {
            StoragePoolPointer pool = libvirt.virStoragePoolLookupByTargetPath(pointer, path);
            if (pool == null) {
                LibvirtCallException error = connection.lastError();
                if (error.code() != NO_STORAGE_POOL) {
                    throw connection.explain(error);
                }
                pool = connection.checked(libvirt.virStoragePoolCreateXML(pointer, StorageXml.pool(name(), path), 0));
                return new PoolDirectory(connection, libvirt, pool, true);
            }
            return existing(libvirt, pool);
        });
    }

    /**
     * A pool that is defined but stopped would be in the way of another on its directory: it is started meanwhile. A
     * running one of our own is another's who works there, or was left by one who was killed: whoever closes last ends
     * it.
     */
    private PoolDirectory existing(LibvirtNative libvirt, StoragePoolPointer pool) {
        try {
            boolean started = connection.checked(libvirt.virStoragePoolIsActive(pool)) == 0;
            if (started) {
                connection.checked(libvirt.virStoragePoolCreate(pool, 0));
            }
            boolean ours = started || libvirt.virStoragePoolGetName(pool).startsWith(PREFIX);
            return new PoolDirectory(connection, libvirt, pool, ours);
        } catch (RuntimeException e) {
            libvirt.virStoragePoolFree(pool);
            throw e;
        }
    }

    /** libvirt compares the path as text. */
    private static String normalise(String directory) {
        if (!directory.startsWith("/")) {
            throw new IllegalArgumentException("\"" + directory + "\" is not an absolute path of a directory.");
        }
        String path = directory.replaceAll("/+", "/");
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String name() {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        return PREFIX + HexFormat.of().formatHex(random);
    }
}
