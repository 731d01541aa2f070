package io.jenkins.plugins.libvirtmigration.evacuation.slots;

import io.jenkins.plugins.libvirtmigration.check.FileProblem;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The locked files of this process. A lock of POSIX (fcntl) belongs to the process, and closing <em>any</em> descriptor of
 * the file gives it up: so a file that is held here is never opened again, not even to find that out. Java itself remembers
 * a lock only as long as somebody has the object, and closes a channel that nobody has: so both are kept here.
 */
final class HeldFiles {
    private static final Map<Path, FileLock> HELD = new HashMap<>();

    /**
     * Files that somebody else in this process holds whom {@link #HELD} does not know: this class in another class loader.
     * To close one would give up that lock, so it stays open until it can be had.
     */
    private static final Map<Path, FileChannel> OPEN = new HashMap<>();

    private HeldFiles() {}

    /**
     * The lock of a file, which is made if need be; empty if anybody has it.
     *
     * @param file by its real name
     * @throws UncheckedIOException where there can be no lock
     */
    static Optional<Slot> lock(Path file) {
        synchronized (HELD) {
            if (HELD.containsKey(file)) {
                return Optional.empty();
            }
            try {
                FileChannel channel = OPEN.containsKey(file)
                        ? OPEN.remove(file)
                        : FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                return lock(file, channel);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot lock " + file + ": " + FileProblem.of(e), e);
            }
        }
    }

    private static Optional<Slot> lock(Path file, FileChannel channel) throws IOException {
        boolean close = true;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return Optional.empty();
            }
            close = false;
            HELD.put(file, lock);
            return Optional.of(new Held(file, channel));
        } catch (OverlappingFileLockException e) {
            close = false;
            OPEN.put(file, channel);
            return Optional.empty();
        } finally {
            if (close) {
                channel.close();
            }
        }
    }

    /** Closed once, however often it is asked to: by then somebody else may have the file. */
    private static final class Held implements Slot {
        private final Path file;
        private final FileChannel channel;

        Held(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        @Override
        public void close() {
            synchronized (HELD) {
                if (!channel.isOpen()) {
                    return;
                }
                try {
                    channel.close();
                } catch (IOException e) {
                    // Its lock is gone all the same: the descriptor is closed even where closing reports an error.
                }
                HELD.remove(file);
            }
        }
    }
}
