package io.jenkins.plugins.libvirtmigration.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.channel.direct.Session;

/** Runs one program to its end and collects what it wrote. */
final class RemoteCommand {
    private static final int MOST_BYTES = 1 << 20;
    /** What ssh(1) returns for a program that ended without a status: by a signal, or with the connection. */
    private static final int NO_STATUS = 255;

    /** Idle readers end after a minute. */
    private static final ExecutorService READERS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "ssh-output");
        thread.setDaemon(true);
        return thread;
    });

    private RemoteCommand() {}

    static CommandOutput run(Session session, String line, Duration timeout) throws IOException, TimeoutException {
        long end = System.nanoTime() + timeout.toNanos();
        Session.Command command = session.exec(line);
        command.getOutputStream().close(); // a program that reads standard input must not wait for us
        CompletableFuture<String> output = read(command.getInputStream());
        CompletableFuture<String> errors = read(command.getErrorStream());
        try {
            CompletableFuture.allOf(output, errors).get(left(end), TimeUnit.NANOSECONDS);
            command.join(left(end), TimeUnit.NANOSECONDS);
            Integer status = command.getExitStatus();
            return new CommandOutput(status == null ? NO_STATUS : status, output.get(), errors.get());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static long left(long end) {
        return Math.max(0, end - System.nanoTime());
    }

    /** Reads on when there is too much, so that the program does not block; but keeps only the beginning. */
    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    ByteArrayOutputStream kept = new ByteArrayOutputStream();
                    byte[] buffer = new byte[8192];
                    try {
                        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                            kept.write(buffer, 0, Math.min(count, MOST_BYTES - kept.size()));
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return kept.toString(StandardCharsets.UTF_8);
                },
                READERS);
    }
}
