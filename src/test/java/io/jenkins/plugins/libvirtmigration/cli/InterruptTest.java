package io.jenkins.plugins.libvirtmigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A signal ends the process in order, with its own status, and never later than the bound. */
class InterruptTest {

    @Test
    void whatListensComesToItsEndFirst() throws Exception {
        Process program = start();
        List<String> said = endBySignal(program);

        assertThat(program.exitValue()).isEqualTo(3);
        assertThat(said)
                .contains("told", "ended in order")
                .anySatisfy(line -> assertThat(line).contains("cannot be written", "\\u001b"));
    }

    @Test
    void whatDoesNotListenIsNotWaitedForForEver() throws Exception {
        Process program = start("deaf");
        List<String> said = endBySignal(program);

        assertThat(program.exitValue()).isEqualTo(3);
        assertThat(said).contains("told").doesNotContain("ended in order");
    }

    private static Process start(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                InterruptProgram.class.getName()));
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words).redirectErrorStream(true).start();
    }

    private static List<String> endBySignal(Process program) throws Exception {
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = program.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.equals("ready")) {
                    program.toHandle().destroy(); // SIGTERM, and its output stays readable
                }
            }
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).as("%s", said).isTrue();
        } finally {
            program.destroyForcibly();
        }
        return said;
    }
}
