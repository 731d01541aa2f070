package io.jenkins.plugins.libvirtmigration.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFolderTest {
    /** Above the largest pid of Linux, 2^22. */
    private static final long NOBODY = 999_999_999;

    @TempDir
    private Path parent;

    @Test
    void onlyTheUserCanEnterAndNothingIsLeft() throws IOException {
        Path folder;
        try (SocketFolder created = SocketFolder.create()) {
            folder = created.socket().getParent();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
            assertThat(folder.getFileName().toString())
                    .startsWith("libvirt-migration-" + ProcessHandle.current().pid() + "-");
            Files.createFile(created.socket());
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatDeadProcessesLeftIsSwept() throws IOException {
        Path dead = folder("libvirt-migration-" + NOBODY + "-17", Duration.ofHours(1));
        Files.createFile(dead.resolve("s"));
        Files.setLastModifiedTime(dead, hourAgo());

        sweep();
        assertThat(dead).doesNotExist();
    }

    @Test
    void nothingElseIsTouched() throws IOException {
        Path alive = folder("libvirt-migration-" + ProcessHandle.current().pid() + "-17", Duration.ofHours(1));
        Path young = folder("libvirt-migration-" + NOBODY + "-18", Duration.ZERO);
        Path foreign = folder("libvirt-migration-lab", Duration.ofHours(1));
        Path other = folder("someone-" + NOBODY + "-17", Duration.ofHours(1));
        Path file = Files.createFile(parent.resolve("libvirt-migration-" + NOBODY + "-19"));
        Path full = folder("libvirt-migration-" + NOBODY + "-20", Duration.ofHours(1));
        Files.createFile(full.resolve("precious"));
        Files.setLastModifiedTime(full, hourAgo());
        Path link = Files.createSymbolicLink(parent.resolve("libvirt-migration-" + NOBODY + "-21"), other);
        Files.createFile(other.resolve("s"));

        sweep();
        assertThat(alive).exists();
        assertThat(young).exists();
        assertThat(foreign).exists();
        assertThat(file).exists();
        assertThat(full.resolve("precious")).exists();
        assertThat(link).isSymbolicLink();
        assertThat(other.resolve("s")).exists();
    }

    @Test
    void aFolderForTemporaryFilesWithTooLongANameIsToldWithTheRemedy() throws IOException {
        Path deep = Files.createDirectory(parent.resolve("x".repeat(100)));
        String before = System.setProperty("java.io.tmpdir", deep.toString());
        try {
            assertThatThrownBy(SocketFolder::create)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(deep.toString())
                    .hasMessageContaining("-Djava.io.tmpdir=/tmp");
            assertThat(deep).isEmptyDirectory();
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    private void sweep() {
        SocketFolder.sweep(parent, Instant.now().minus(Duration.ofMinutes(5)));
    }

    private Path folder(String name, Duration age) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(age)));
        return folder;
    }

    private static FileTime hourAgo() {
        return FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    }
}
