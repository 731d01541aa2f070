package io.jenkins.plugins.libvirtmigration.preparation.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of this machine, changed by the very commands that a host would be sent. */
class FileChangeTest {
    private static final String NEW = "it's \"new\" $(id) \\n `id` ümläut\n\n# end without a line's end";

    private final FakeHypervisor host = Recordings.root("kvm-01");
    private final HostShell shell = new HostShell(host.ssh, "kvm-01");

    @TempDir
    private Path directory;

    private Path file;
    private Path kept;

    @BeforeEach
    void aHostThatIsThisMachine() {
        file = directory.resolve("etc/a file.conf");
        kept = directory.resolve("kept/a file.conf");
        LocalCommands.answer(host, directory.resolve("bin"));
    }

    private void write(String text, String mode) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private FileChange change(String before) {
        return new FileChange(file.toString(), Optional.ofNullable(before), NEW, "0640", kept.toString());
    }

    private String mode() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<String> folder() throws IOException {
        try (var all = Files.list(file.getParent())) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    /** The kept file has the label of the place where it was kept. */
    @Test
    void afterEachRenameTheLabelIsThatOfThePlace() throws IOException {
        Path labelled = directory.resolve("labelled");
        Path program = directory.resolve("bin/restorecon");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\ncat \"$2\" >> '" + labelled + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        write("old\n", "rw-r--r--");

        FileChange.Undo undo = change("old\n").make(shell);
        assertThat(labelled).hasContent(NEW);
        undo.undo();

        assertThat(labelled).hasContent(NEW + "old\n");
        assertThat(file).hasContent("old\n");
    }

    @Test
    void theOldFileIsKeptAndTheNewOneHasItsMode() throws IOException {
        write("old\n", "rw-rw-r--");

        FileChange.Undo undo = change("old\n").make(shell);

        assertThat(Files.readString(file)).isEqualTo(NEW);
        assertThat(mode()).isEqualTo("rw-rw-r--");
        assertThat(Files.readString(kept)).isEqualTo("old\n");
        assertThat(folder()).containsExactly("a file.conf");

        undo.undo();
        assertThat(Files.readString(file)).isEqualTo("old\n");
        assertThat(mode()).isEqualTo("rw-rw-r--");
        assertThat(folder()).containsExactly("a file.conf");
    }

    @Test
    void aFileThatWasNotThereIsMadeWithItsFolderAndTakenAwayAgain() throws IOException {
        FileChange.Undo undo = change(null).make(shell);

        assertThat(Files.readString(file)).isEqualTo(NEW);
        assertThat(mode()).isEqualTo("rw-r-----");
        assertThat(kept).doesNotExist();

        undo.undo();
        assertThat(file).doesNotExist();
    }

    @Test
    void whatSomebodyElseChangedMeanwhileStays() throws IOException {
        write("theirs\n", "rw-r--r--");

        for (String before : new String[] {"old\n", null}) {
            assertThatThrownBy(() -> change(before).make(shell))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was not changed")
                    .hasMessageEndingWith("was changed by somebody else meanwhile");
        }
        assertThat(Files.readString(file)).isEqualTo("theirs\n");
        assertThat(folder()).containsExactly("a file.conf");
    }

    @Test
    void whatSomebodyElseChangedAfterwardsIsNotTakenBack() throws IOException {
        write("old\n", "rw-r--r--");
        FileChange.Undo undo = change("old\n").make(shell);
        Files.writeString(file, "theirs\n");

        assertThatThrownBy(undo::undo)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the old file is " + kept)
                .hasMessageEndingWith("was changed by somebody else meanwhile");
        assertThat(Files.readString(file)).isEqualTo("theirs\n");
    }

    @Test
    void aLinkStaysOneAndItsFileIsChanged() throws IOException {
        write("old\n", "rw-r--r--");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        new FileChange(link.toString(), Optional.of("old\n"), NEW, "0640", kept.toString()).make(shell);

        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(file)).isEqualTo(NEW);
    }

    @Test
    void oneThatIsTooLongForACommandIsLeftAlone() throws IOException {
        write("old\n", "rw-r--r--");
        FileChange change =
                new FileChange(file.toString(), Optional.of("old\n"), "'".repeat(25_001), "0640", kept.toString());

        assertThatThrownBy(() -> change.make(shell)).hasMessageEndingWith("bytes: change it by hand.");
        assertThat(Files.readString(file)).isEqualTo("old\n");
        assertThat(kept).doesNotExist();
    }

    @Test
    void aReportHasWhatIsDifferentAndWhereTheOldOneIs() {
        FileChange change = new FileChange("/etc/x", Optional.of("a\nb\n"), "a\nc\n", "0644");

        assertThat(change.isNeeded()).isTrue();
        assertThat(change.diff())
                .matches("/etc/x, the old one is /var/lib/libvirt-migration/kept/[0-9]{8}T[0-9.]+Z/etc/x:\n-b\n\\+c");
        assertThat(new FileChange("/etc/x", Optional.of("a\n"), "a\n", "0644").isNeeded())
                .isFalse();
        assertThat(new FileChange("/etc/x", Optional.empty(), "", "0644").isNeeded())
                .isTrue();
    }
}
