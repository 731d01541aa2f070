package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Directory;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Sink;

/**
 * How an image file begins: enough to tell two images apart, for headers, tables and file systems are there; and proof that
 * they are the same where they are no longer than that.
 *
 * @param sha256 of the content, a hole being as many zeroes
 * @param bytes that were read
 */
record Beginning(String sha256, long bytes) {
    static final long MEBIBYTES = 16;

    private static final long MOST = MEBIBYTES << 20;

    static Beginning read(Directory directory, String name) {
        ContentDigest digest = new ContentDigest();
        long[] bytes = new long[1];
        directory.read(name, MOST, new Sink() {
            @Override
            public void data(byte[] piece, int length) {
                digest.data(piece, length);
                bytes[0] += length;
            }

            @Override
            public void hole(long length) {
                digest.hole(length);
                bytes[0] += length;
            }
        });
        return new Beginning(digest.hexadecimal(), bytes[0]);
    }

    /** The file is no longer than what was read. */
    boolean isWhole() {
        return bytes < MOST;
    }
}
