package io.jenkins.plugins.libvirtmigration.domain;

import java.util.Optional;
import java.util.Set;

/**
 * A storage pool as libvirt describes it (docs/formatstorage.rst).
 *
 * @param type dir, fs, netfs, logical, iscsi, rbd, gluster...
 * @param targetPath the directory below which its volumes are seen on the host
 * @param source where the pool comes from, as XML: two hosts that write the same here use the same storage
 */
public record PoolDescription(String type, Optional<String> targetPath, String source) {
    private static final Set<String> PATH_BY_NAME = Set.of("dir", "fs", "netfs", "logical");
    private static final Set<String> NETWORK = Set.of("rbd", "gluster", "iscsi-direct", "sheepdog");

    /** @throws MalformedXmlException where it is not a pool document */
    public static PoolDescription parse(String xml) {
        XmlElement pool = SafeXml.parse("The storage pool", "pool", xml);
        return new PoolDescription(
                pool.attribute("type").orElse(""),
                pool.text("target/path"),
                pool.first("source")
                        .map(source -> SafeXml.write(source.element()))
                        .orElse(""));
    }

    /** The path of a volume, for the kinds of pool where it is the pool's own and the volume's name. */
    public Optional<String> pathOf(String volume) {
        return PATH_BY_NAME.contains(type) ? targetPath.map(path -> path + "/" + volume) : Optional.empty();
    }

    /** Whether the volumes are blocks: logical volumes of LVM. */
    public boolean holdsBlockDevices() {
        return type.equals("logical");
    }

    /** Whether QEMU reaches the volumes over the network by itself. */
    public boolean isNetwork() {
        return NETWORK.contains(type);
    }
}
