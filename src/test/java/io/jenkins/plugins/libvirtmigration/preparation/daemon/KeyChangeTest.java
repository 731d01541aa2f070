package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;
import io.jenkins.plugins.libvirtmigration.preparation.host.LocalCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of this machine, changed by the very commands that a host would be sent. */
class KeyChangeTest {
    private final FakeHypervisor host = Recordings.root("kvm-01");
    private final HostShell shell = new HostShell(host.ssh, "kvm-01");

    @TempDir
    private Path directory;

    private Path key;
    private Path kept;
    private Path fresh;

    @BeforeEach
    void aHostThatIsThisMachine() throws IOException {
        key = directory.resolve("pki/server key.pem");
        kept = directory.resolve("kept/keys/server key.pem");
        fresh = Files.writeString(directory.resolve("fresh"), "new key");
        LocalCommands.answer(host);
    }

    private KeyChange change() {
        return new KeyChange(key.toString(), kept.toString());
    }

    private boolean make() {
        return change().make(shell, fresh.toString(), "");
    }

    private void old() throws IOException {
        Files.createDirectories(key.getParent());
        Files.writeString(key, "old key");
    }

    @Test
    void theOldOneIsKeptAndPutBack() throws IOException {
        old();

        assertThat(make()).isTrue();
        assertThat(key).hasContent("new key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(kept).hasContent("old key");
        change().undo(shell);

        assertThat(key).hasContent("old key");
    }

    @Test
    void whereThereWasNoneNoneIsLeft() {
        assertThat(make()).isFalse();
        assertThat(key).hasContent("new key");
        change().undo(shell);

        assertThat(key).doesNotExist();
    }

    /** There is no room for it, or no right: the only copy must not go with the attempt to keep it. */
    @Test
    void oneThatCannotBeKeptStaysAsItIs() throws IOException {
        old();
        Files.writeString(directory.resolve("kept"), "a file, where a directory would be made");

        assertThatThrownBy(this::make).isInstanceOf(RuntimeException.class);
        change().undo(shell);

        assertThat(key).hasContent("old key");
    }
}
