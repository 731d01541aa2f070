package io.jenkins.plugins.libvirtmigration.probe;

import io.jenkins.plugins.libvirtmigration.request.ProbeRequest;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * ICMP echo by the system's ping, which may open the socket that Java may not.
 *
 * <p>The process ends with this object, with this JVM (shutdown hook), and, should the JVM be killed, with the next
 * line that it writes into the broken pipe.
 */
final class PingAsker implements Asker {
    private static final long END_SECONDS = 2;
    private static final int MOST_COMPLAINTS = 5;

    private final ProbeRequest request;
    private final SilenceMeter meter;
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private final Thread onExit = new Thread(this::interrupt, "end of ping");
    private PingCommand command;
    private volatile Process process;
    private volatile boolean closed;
    private volatile Long interruptedAt;
    private volatile String failure;
    private volatile PingOutput output;

    PingAsker(String program, ProbeRequest request, SilenceMeter meter) {
        this.request = request;
        this.meter = meter;
        this.command = new PingCommand(program, request);
        this.reader = new Thread(this::readToTheEnd, "probe " + request.address());
        reader.setDaemon(true);
    }

    @Override
    public void start() {
        // Before there is a process: one that starts while the JVM goes down would be left behind.
        Runtime.getRuntime().addShutdownHook(onExit);
        try {
            launch();
        } catch (IOException e) {
            forgetExit();
            throw new ProbeUnavailableException(
                    "The probe of " + request.address() + " needs the program ping on this machine (" + e.getMessage()
                            + "). Install the package iputils-ping (Debian, Ubuntu) or iputils (Fedora, RHEL, SUSE),"
                            + " or probe a TCP port of the guest.",
                    e);
        }
        reader.start();
    }

    private synchronized void launch() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        ProcessBuilder builder =
                new ProcessBuilder(command.words()).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        // The words that PingLine knows are those of the C locale; LANGUAGE would go before it.
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("LANGUAGE");
        process = builder.start();
    }

    private void readToTheEnd() {
        try {
            String complaint = readOne();
            Optional<PingCommand.Instead> instead = command.insteadAfter(complaint);
            while (!closed && instead.isPresent()) {
                command = instead.get().command();
                warnings.add(instead.get().warning());
                meter.setInterval(command.interval());
                if (command.plain()) {
                    meter.countByTime();
                }
                launch();
                complaint = readOne();
                instead = command.insteadAfter(complaint);
            }
            fail("ping ended by itself: " + (complaint.isEmpty() ? "it said nothing" : complaint));
        } catch (IOException e) {
            fail("ping could not be read: " + e.getMessage());
        } finally {
            meter.end();
        }
    }

    private void fail(String why) {
        if (!closed) {
            failure = why;
        }
    }

    /** Reads one ping to its end and returns the first and the last that it said beside replies. */
    private String readOne() throws IOException {
        List<String> complaints = new ArrayList<>();
        output = new PingOutput(meter);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean aboutAQuestion = output.accept(line, System.nanoTime());
                if (!aboutAQuestion && !line.isBlank() && !line.startsWith("PING ")) {
                    if (complaints.size() == MOST_COMPLAINTS) {
                        complaints.remove(MOST_COMPLAINTS - 1);
                    }
                    complaints.add(line.strip());
                }
            }
        }
        return String.join("; ", complaints);
    }

    @Override
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public Optional<String> lastProblem() {
        return Optional.ofNullable(output).flatMap(PingOutput::refusal);
    }

    @Override
    public OptionalLong interruptedAt() {
        Long at = interruptedAt;
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /** This JVM goes down, while the move that is measured may still be ended in order: it is silent from now on for us only. */
    void interrupt() {
        if (!closed) {
            interruptedAt = System.nanoTime();
        }
        kill();
    }

    @Override
    public void close() {
        kill();
        try {
            reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
            process.destroyForcibly();
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        forgetExit();
    }

    private void forgetExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs, or has run.
        }
    }

    /**
     * At once: ping has nothing to tidy up, and its statistics are not needed. Through its handle, since
     * {@link Process#destroyForcibly()} also throws away what ping wrote and nobody has read yet.
     */
    private synchronized void kill() {
        closed = true;
        if (process != null) {
            process.toHandle().destroyForcibly();
        }
    }
}
