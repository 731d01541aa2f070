package io.jenkins.plugins.libvirtmigration.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that a test started; its output goes to files, so that it never blocks on a pipe that nobody reads. */
public final class Running {
    private final Process process;
    private final List<String> words;
    private final Path out;
    private final Path err;

    private Running(Process process, List<String> words, Path out, Path err) {
        this.process = process;
        this.words = words;
        this.out = out;
        this.err = err;
    }

    static Running start(List<String> words, Map<String, String> environment, Path input) {
        try {
            Path out = Files.createTempFile("lab-out", ".txt");
            Path err = Files.createTempFile("lab-err", ".txt");
            out.toFile().deleteOnExit();
            err.toFile().deleteOnExit();
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.redirectInput(
                    input == null
                            ? ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())
                            : ProcessBuilder.Redirect.from(input.toFile()));
            builder.environment().putAll(environment);
            return new Running(builder.start(), words, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Output await(Duration bound) {
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Not over within " + bound + ": " + words + "\n" + soFar());
            }
            return soFar();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Of the program itself, for the scripts of the lab become what they start. */
    long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The output until now; the status is -1 while it runs. */
    public Output soFar() {
        try {
            return new Output(
                    process.isAlive() ? -1 : process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal to the Java machine itself, whether a script of the lab waits for it or has become it. */
    public void signal(String name) {
        long pid = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(child -> child.info()
                        .command()
                        .filter(path -> path.endsWith("/java"))
                        .isPresent())
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new AssertionError("The program does not run: " + soFar()));
        Output sent = start(List.of("kill", "-" + name, Long.toString(pid)), Map.of(), null)
                .await(Duration.ofSeconds(60));
        if (sent.status() != 0) {
            throw new AssertionError(sent.toString());
        }
    }
}
