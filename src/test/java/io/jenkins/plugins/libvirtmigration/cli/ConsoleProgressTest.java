package io.jenkins.plugins.libvirtmigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.migration.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleProgressTest {
    private final StringWriter text = new StringWriter();

    @Test
    void onATerminalABarIsWrittenOverAndOver() {
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(text), true);

        progress.progress(at(50));
        progress.progress(at(100));
        progress.finish();

        assertThat(text.toString())
                .contains("\r\u001b[K[###############---------------]  50 %  3.0 MiB left, 2.0 MiB/s, dirty rate 1.0"
                        + " MiB/s, pass 4, about 3.0 s to go")
                .contains("[##############################] 100 %")
                .endsWith("\r\u001b[K")
                .doesNotContain("\n");
    }

    @Test
    void elsewhereThereIsALineNowAndThenWithoutControlCharacters() {
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(text), false);

        progress.progress(at(50));
        progress.progress(at(51));
        progress.event("The guest says \u001b[2J.");
        progress.finish();

        assertThat(text.toString().lines())
                .as("the second reading comes within 5 s of the first")
                .hasSize(2)
                .last()
                .isEqualTo("The guest says \\u001b[2J.");
        assertThat(text.toString()).doesNotContain("\u001b", "#");
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/pts/3,true",
        "/dev/tty1,true",
        "/dev/console,true",
        "/dev/null,false",
        "pipe:[1],false",
        "/tmp/log,false"
    })
    void somebodyLooksWhereItIsATerminal(String open, boolean terminal, @TempDir Path directory) throws IOException {
        Path descriptor = Files.createSymbolicLink(directory.resolve("2"), Path.of(open));

        assertThat(Terminal.isTerminal(descriptor)).isEqualTo(terminal);
        assertThat(Terminal.isTerminal(directory.resolve("no such"))).isFalse();
    }

    private static Progress at(int percent) {
        return new Progress(
                percent,
                3L << 20,
                6L << 20,
                OptionalLong.of(2L << 20),
                OptionalLong.of(1L << 20),
                OptionalLong.of(4),
                Optional.of(Duration.ofSeconds(3)),
                new Progress.Part(OptionalLong.empty(), OptionalLong.empty()),
                new Progress.Part(OptionalLong.empty(), OptionalLong.empty()));
    }
}
