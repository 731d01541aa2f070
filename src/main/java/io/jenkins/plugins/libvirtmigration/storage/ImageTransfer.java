package io.jenkins.plugins.libvirtmigration.storage;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Directory;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Sink;
import io.jenkins.plugins.libvirtmigration.libvirt.HostStorage.Upload;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Copies an image that no guest runs from, byte for byte by way of this process, and proves the copy: what the destination
 * has is read back and compared, and the source's file was not written to meanwhile.
 *
 * <p>libvirt's volume streams need no shell, no root and no trust between the hosts; holes stay holes.
 */
public final class ImageTransfer {
    private static final int HEAD = 512;
    private static final int QCOW2_MAGIC = 0x514649fb;

    /** Bits of the qcow2 header's incompatible features (docs/interop/qcow2.txt of QEMU). */
    private static final long CORRUPT = 2;

    private static final long EXTERNAL_DATA = 4;

    private final LibvirtConnection source;
    private final LibvirtConnection destination;
    private final Originals originals;
    private final Progress progress;

    /** Hears of every piece that was read or written, on the thread that copies; may end the copying by an exception. */
    @FunctionalInterface
    public interface Progress {
        /** @param bytes without those of holes */
        void carried(long bytes);
    }

    /**
     * @param source and destination connections of their own: a stream keeps one busy
     * @param originals learns what was copied, or found to be the same
     */
    public ImageTransfer(
            LibvirtConnection source, LibvirtConnection destination, Originals originals, Progress progress) {
        this.source = source;
        this.destination = destination;
        this.originals = originals;
        this.progress = progress;
    }

    /** Why an image is not whole by itself, and so cannot be copied as a file; empty if it can. */
    public static Optional<String> obstacle(LibvirtConnection host, String path) {
        ImagePath image = ImagePath.of(path).orElseThrow();
        byte[] head = new byte[HEAD];
        int[] length = new int[1];
        try (Directory directory = host.storage().open(image.directory())) {
            directory.read(image.name(), HEAD, new Sink() {
                @Override
                public void data(byte[] piece, int size) {
                    int room = Math.min(size, HEAD - length[0]);
                    System.arraycopy(piece, 0, head, length[0], room);
                    length[0] += room;
                }

                @Override
                public void hole(long size) {
                    length[0] = (int) Math.min(HEAD, length[0] + size);
                }
            });
        } catch (LibvirtCallException e) {
            return Optional.of("cannot be read: " + Shown.text(e.getMessage()));
        }
        return obstacle(ByteBuffer.wrap(head));
    }

    private static Optional<String> obstacle(ByteBuffer head) {
        if (head.getInt(0) != QCOW2_MAGIC) {
            return Optional.empty();
        }
        if (head.getLong(8) != 0) {
            return Optional.of("lies above a base image");
        }
        long features = head.getInt(4) >= 3 ? head.getLong(72) : 0;
        if ((features & EXTERNAL_DATA) != 0) {
            return Optional.of("has its data in another file");
        }
        return (features & CORRUPT) != 0 ? Optional.of("is marked as corrupt") : Optional.empty();
    }

    /**
     * Blocks until the copy is proven.
     *
     * @param path the same on both hosts; the destination has an empty file there
     * @throws DestinationImageException where the copy is not the same, or the source was written to meanwhile
     */
    public void copy(String path) {
        ImagePath image = ImagePath.of(path).orElseThrow();
        try (Directory from = source.storage().open(image.directory());
                Directory to = destination.storage().open(image.directory())) {
            originals.remember(image, from);
            String sent = carry(from, to, image.name());
            String arrived = read(to, image.name());
            if (!sent.equals(arrived)) {
                throw new DestinationImageException("The copy of " + Shown.text(path)
                        + " does not have what was sent: SHA-256 " + sent + " was sent, " + arrived
                        + " is there. See the destination's file system and its log.");
            }
            originals.compare(image, from);
        }
    }

    /** Whether both hosts have the same content under this path, byte for byte; nothing is written. */
    public boolean isSame(String path) {
        ImagePath image = ImagePath.of(path).orElseThrow();
        try (Directory from = source.storage().open(image.directory());
                Directory to = destination.storage().open(image.directory())) {
            originals.remember(image, from);
            return read(from, image.name()).equals(read(to, image.name()));
        }
    }

    private String carry(Directory from, Directory to, String name) {
        try (Upload upload = to.write(name)) {
            ContentDigest digest = new ContentDigest();
            from.read(name, 0, new Sink() {
                @Override
                public void data(byte[] piece, int length) {
                    digest.data(piece, length);
                    upload.data(piece, length);
                    progress.carried(length);
                }

                @Override
                public void hole(long length) {
                    digest.hole(length);
                    upload.hole(length);
                    progress.carried(0);
                }
            });
            upload.finish();
            return digest.hexadecimal();
        }
    }

    private String read(Directory directory, String name) {
        ContentDigest digest = new ContentDigest();
        directory.read(name, 0, new Sink() {
            @Override
            public void data(byte[] piece, int length) {
                digest.data(piece, length);
                progress.carried(0);
            }

            @Override
            public void hole(long length) {
                digest.hole(length);
                progress.carried(0);
            }
        });
        return digest.hexadecimal();
    }
}
