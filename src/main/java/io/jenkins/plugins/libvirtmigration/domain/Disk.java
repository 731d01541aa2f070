package io.jenkins.plugins.libvirtmigration.domain;

import java.util.List;
import java.util.Optional;

/**
 * A disk of a domain.
 *
 * @param target the device name in the guest's XML, for example vda
 * @param type libvirt's: file, block, network, volume, dir, nvme, vhostuser
 * @param device disk, cdrom, floppy or lun
 * @param source path of a file or block device; for a network disk {@code protocol:name}, for a volume
 *     {@code pool/volume}; null if nothing is inserted
 * @param format of the top image: raw, qcow2
 * @param cache the driver's cache mode, empty for the default
 * @param startupPolicy mandatory, requisite or optional: the last two let libvirt drop a missing medium when it moves
 * @param network the servers of a network disk
 * @param volume pool and volume, for a disk of type volume
 * @param backing the image below the top one, null if there is none
 */
public record Disk(
        String target,
        String type,
        String device,
        String source,
        String format,
        Optional<String> cache,
        boolean readOnly,
        boolean shareable,
        Optional<String> startupPolicy,
        Optional<NetworkSource> network,
        Optional<Volume> volume,
        Backing backing) {

    /** A disk in an image file, without a base: the most usual kind. */
    public static Disk file(String target, String path, String format) {
        return local("file", target, path, format);
    }

    /** A disk on a block device of the host. */
    public static Disk block(String target, String path) {
        return local("block", target, path, "raw");
    }

    /** An image in a file of the host, a medium's too; not a drive with nothing in it. */
    public boolean isImageFile() {
        return type.equals("file") && !isEmpty();
    }

    private static Disk local(String type, String target, String path, String format) {
        return new Disk(
                target,
                type,
                "disk",
                path,
                format,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                null);
    }

    /** Whether nothing is inserted: an empty drive. */
    public boolean isEmpty() {
        return source == null;
    }

    /** A drive or an image that the guest only reads. */
    public boolean isMedium() {
        return readOnly || device.equals("cdrom") || device.equals("floppy");
    }

    /**
     * Where a network disk is served.
     *
     * @param protocol nbd, rbd, iscsi, gluster, https...
     * @param servers any of which will do; none where the XML leaves it to the host's own configuration
     * @param localSocket whether the server is a socket in the host's own file system, another on each host
     */
    public record NetworkSource(String protocol, String name, List<Server> servers, boolean localSocket) {
        public NetworkSource {
            servers = List.copyOf(servers);
        }
    }

    /** @param port null for the protocol's own port */
    public record Server(String host, Integer port) {}

    /** A volume of a storage pool, both by name. */
    public record Volume(String pool, String name) {}

    /** A base image. */
    public record Backing(String source, String format) {}
}
