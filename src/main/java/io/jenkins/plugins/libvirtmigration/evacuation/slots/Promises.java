package io.jenkins.plugins.libvirtmigration.evacuation.slots;

import io.jenkins.plugins.libvirtmigration.check.FileProblem;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Memory that destinations were promised to give to guests on their way, for all who move guests on this machine to see.
 * Beside the locked file of a place stands one with the number of bytes; it counts for as long as somebody has the lock,
 * so what a killed process leaves counts no more. It is never locked itself: it may be opened and closed by anybody.
 */
final class Promises {
    private static final String BYTES = ".bytes";
    private static final String PART = ".part";

    private final Path directory;
    private final Set<Path> mine = ConcurrentHashMap.newKeySet();

    Promises(Path directory) {
        this.directory = directory;
    }

    /** The file that is locked by whoever has a place. */
    Path lockOf(String place) {
        return directory.resolve(place + ".lock");
    }

    /** For a place that the caller has: to be closed before it is given back. */
    Slot make(String place, long bytes) {
        Path file = directory.resolve(place + BYTES);
        // Of this place alone, which the caller has: nobody else writes it, and one that was left is written over.
        Path part = directory.resolve(place + PART);
        try {
            Files.writeString(part, Long.toString(bytes));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            delete(part);
            throw new UncheckedIOException("Cannot write " + file + ": " + FileProblem.of(e), e);
        }
        mine.add(file);
        return () -> {
            if (mine.remove(file)) {
                delete(file);
            }
        };
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It counts for nothing without the place, and is written over by who takes that next.
            return;
        }
    }

    /**
     * The sum of what others have for places of a kind, in this process or in another.
     *
     * @param kind of the places, whose names end with a dash and a number
     */
    long byOthers(String kind) {
        long sum = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, file -> isOf(kind, file))) {
            for (Path file : files) {
                sum += mine.contains(file) ? 0 : counted(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + directory + ": " + FileProblem.of(e), e);
        }
        return sum;
    }

    private boolean isOf(String kind, Path file) {
        String name = directory.relativize(file).toString();
        return name.startsWith(kind + "-")
                && name.endsWith(BYTES)
                && name.substring(kind.length() + 1, name.length() - BYTES.length())
                        .matches("[0-9]+");
    }

    private long counted(Path file) {
        String name = directory.relativize(file).toString();
        Optional<Slot> nobodys = HeldFiles.lock(lockOf(name.substring(0, name.length() - BYTES.length())));
        if (nobodys.isPresent()) {
            nobodys.get().close();
            return 0;
        }
        try {
            return Math.max(0, Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return 0; // given back at this moment, or none of ours
        }
    }
}
