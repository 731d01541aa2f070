package io.jenkins.plugins.libvirtmigration.probe;

import io.jenkins.plugins.libvirtmigration.report.ProbeRecord;
import io.jenkins.plugins.libvirtmigration.report.ProbeRecord.Silence;
import io.jenkins.plugins.libvirtmigration.request.ProbeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Asks a guest from outside, before, during and after its move, and tells how long it was silent:
 *
 * <pre>
 * try (Probe probe = Probe.start(request)) {
 *     probe.awaitReply(ofSeconds(2));                  // a guest that does not answer cannot fall silent
 *     Optional&lt;String&gt; warning = probe.moveBegins();   // for the timeline
 *     ... the move ...
 *     probe.awaitReply(ofSeconds(10));                 // the switches have learned where it is now
 *     ProbeRecord record = probe.stop();
 * }
 * </pre>
 */
public final class Probe implements AutoCloseable {
    private final ProbeRequest request;
    private final SilenceMeter meter;
    private final Asker asker;
    private ProbeRecord stopped;

    Probe(ProbeRequest request, SilenceMeter meter, Asker asker) {
        this.request = request;
        this.meter = meter;
        this.asker = asker;
    }

    /** @throws ProbeUnavailableException when this machine cannot ask: no ping, an unknown name */
    public static Probe start(ProbeRequest request) {
        return start(request, silence -> {});
    }

    /** @param listener told of every silence when it is over, on the probe's thread; must neither throw nor linger */
    public static Probe start(ProbeRequest request, Consumer<Silence> listener) {
        return start("ping", request, listener);
    }

    static Probe start(String pingProgram, ProbeRequest request, Consumer<Silence> listener) {
        SilenceMeter meter = new SilenceMeter(request.interval(), listener);
        Asker asker =
                request.port().isPresent() ? new TcpAsker(request, meter) : new PingAsker(pingProgram, request, meter);
        asker.start();
        return new Probe(request, meter, asker);
    }

    /** Waits for the next reply; false if none came within the time. */
    public boolean awaitReply(Duration timeout) throws InterruptedException {
        return meter.awaitReply(timeout);
    }

    /** False once this machine can ask no more: then no reply will come. */
    public boolean isAsking() {
        return asker.failure().isEmpty() && asker.interruptedAt().isEmpty();
    }

    /**
     * From now on it counts, and times are relative to now.
     *
     * @return a sentence for the timeline when nothing can be measured, because the guest does not answer even now
     */
    public Optional<String> moveBegins() {
        return meter.moveBegins(System.nanoTime()) ? Optional.empty() : Optional.of(noBaseline());
    }

    /** What was measured until now, the silence that lasts included: for live progress. */
    public synchronized ProbeRecord soFar() {
        return stopped == null ? record(System.nanoTime()) : stopped;
    }

    /** Ends the questions. A guest that is silent now is taken to have been so until now. */
    public synchronized ProbeRecord stop() {
        if (stopped == null) {
            long end = System.nanoTime();
            // First, so that replies which came in by then, but were not read yet on a busy machine, are counted.
            asker.close();
            stopped = record(end);
        }
        return stopped;
    }

    @Override
    public void close() {
        stop();
    }

    private ProbeRecord record(long nowNanos) {
        List<String> warnings = new ArrayList<>(asker.warnings());
        OptionalLong interrupted = asker.interruptedAt();
        if (interrupted.isPresent()) {
            warnings.add("The questions ended when this process was told to end: what came later was not measured.");
        }
        // Nobody asked any more, so that nobody was silent.
        long atNanos = interrupted.orElse(nowNanos);
        SilenceMeter.Reading reading = meter.read(atNanos);
        Optional<String> failure = asker.failure();
        if (failure.isPresent()) {
            warnings.add("Nothing was measured: " + failure.get() + ".");
        } else if (!reading.answeredBeforeMove()) {
            warnings.add(noBaseline());
        }
        boolean measured = failure.isEmpty() && reading.answeredBeforeMove();
        return new ProbeRecord(
                request.address(),
                request.port().isPresent() ? request.port().getAsInt() : null,
                meter.interval().toMillis(),
                reading.sent(),
                measured ? reading.lost() : null,
                measured ? reading.longestGapMillis() : null,
                measured ? reading.longestGapAtMillis() : null,
                measured ? reading.longestReplyMillis() : null,
                measured ? reading.silences() : List.of(),
                warnings);
    }

    private String noBaseline() {
        String how =
                request.port().isPresent() ? "on TCP port " + request.port().getAsInt() : "to ping";
        String why = asker.failure()
                .or(asker::lastProblem)
                .map(text -> " (" + text + ")")
                .orElse("");
        return request.address() + " did not answer " + how + " before the move began" + why
                + ", so its silence cannot be measured from here. Check the address, and that a firewall lets this"
                + " machine's questions through.";
    }
}
