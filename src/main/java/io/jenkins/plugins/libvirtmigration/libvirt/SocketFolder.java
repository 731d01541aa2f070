package io.jenkins.plugins.libvirtmigration.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder that only this user can enter, with one Unix socket in it. It is there only while libvirt connects: an
 * established connection needs no name.
 */
final class SocketFolder implements AutoCloseable {
    private static final String PREFIX = "libvirt-migration-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,10})-[0-9]+");
    private static final String SOCKET = "s";

    /** sun_path of sockaddr_un, less the closing NUL. */
    private static final int LONGEST_PATH = 107;

    /** Longer than connecting may take: a process in another pid namespace looks dead while it connects. */
    private static final Duration LEFT_OVER = Duration.ofMinutes(5);

    private static final AtomicBoolean SWEPT = new AtomicBoolean();

    private final Path folder;

    private SocketFolder(Path folder) {
        this.folder = folder;
    }

    static SocketFolder create() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        if (SWEPT.compareAndSet(false, true)) {
            sweep(parent, Instant.now().minus(LEFT_OVER));
        }
        try {
            SocketFolder created = new SocketFolder(Files.createTempDirectory(
                    parent,
                    PREFIX + ProcessHandle.current().pid() + "-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
            int length = created.socket().toString().getBytes(StandardCharsets.UTF_8).length;
            if (length > LONGEST_PATH) {
                created.close();
                throw new IllegalStateException(
                        "The folder for temporary files, " + parent + ", has a name too long for"
                                + " a socket in it. Start Java with a shorter one: -Djava.io.tmpdir=/tmp");
            }
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "No private folder can be made in " + parent + ", the folder for temporary files: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Where the socket is to be bound. */
    Path socket() {
        return folder.resolve(SOCKET);
    }

    /** Removes what processes that are dead left behind. */
    static void sweep(Path parent, Instant olderThan) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path path : found) {
                if (isLeftOver(path, olderThan)) {
                    new SocketFolder(path).close();
                }
            }
        } catch (IOException e) {
            // somebody else's folder, or one that is gone by now: nothing depends on it
        }
    }

    private static boolean isLeftOver(Path path, Instant olderThan) throws IOException {
        Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
        if (!name.matches() || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Optional<ProcessHandle> maker = ProcessHandle.of(Long.parseLong(name.group(1)));
        return maker.isEmpty()
                && Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(olderThan);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(socket());
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // empty at worst, and private: the next process sweeps it
        }
    }
}
