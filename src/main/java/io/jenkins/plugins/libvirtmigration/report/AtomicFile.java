package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.check.FileProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file whole or not at all: a reader, also one after a crash, sees what was there before or all of the new.
 * The bytes are on disk before the name points to them, and the name before the call returns.
 */
final class AtomicFile {
    private AtomicFile() {}

    static void write(Path directory, String name, byte[] content) {
        Path file = directory.resolve(name);
        try {
            Files.createDirectories(directory);
            // Beside the file, since a rename is atomic only within a file system; not by createTempFile, whose mode
            // 0600 would keep a web server or a colleague from reading the report.
            Path temporary = directory.resolve("." + name + "." + UUID.randomUUID() + ".tmp");
            try {
                writeToDisk(temporary, content);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        } catch (IOException e) {
            throw new ReportException("Cannot write " + file + ": " + FileProblem.of(e), e);
        }
    }

    private static void writeToDisk(Path path, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
