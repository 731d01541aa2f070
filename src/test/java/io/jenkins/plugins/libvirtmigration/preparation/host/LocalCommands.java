package io.jenkins.plugins.libvirtmigration.preparation.host;

import io.jenkins.plugins.libvirtmigration.hypervisor.FakeHypervisor;
import io.jenkins.plugins.libvirtmigration.preparation.Recordings;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Makes a host of this machine: the scripts that are sent to it are run here. */
public final class LocalCommands {
    private LocalCommands() {}

    public static void answer(FakeHypervisor host) {
        answer(host, Path.of("/nonexistent"));
    }

    /** @param first a directory of programs that are found before all others */
    public static void answer(FakeHypervisor host, Path first) {
        host.ssh.answer(
                Recordings.command("sh -c"),
                words -> run(words.stream()
                        .map(word -> word.replaceFirst("^PATH=", "PATH=" + first + ":"))
                        .toList()));
    }

    private static CommandOutput run(List<String> words) {
        try {
            Process process = new ProcessBuilder(words).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandOutput(process.waitFor(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
