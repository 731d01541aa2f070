package io.jenkins.plugins.libvirtmigration.migration;

import io.jenkins.plugins.libvirtmigration.probe.Probe;
import io.jenkins.plugins.libvirtmigration.probe.ProbeUnavailableException;
import io.jenkins.plugins.libvirtmigration.report.ProbeRecord;
import io.jenkins.plugins.libvirtmigration.request.ProbeRequest;
import java.time.Duration;
import java.util.Optional;

/** The probe of one move, if one was asked for; started with the pre-flight, so that its baseline costs no time. */
final class OutsideView implements AutoCloseable {
    /** A busy guest, or a name server, may keep the first reply waiting; one that answers costs no time. */
    private static final Duration BASELINE = Duration.ofSeconds(10);

    private static final Duration SLICE = Duration.ofMillis(500);
    /** Switches may take a while to learn where the guest is now. */
    private static final Duration FIRST_REPLY_AFTERWARDS = Duration.ofSeconds(10);

    private final Optional<Probe> probe;
    private final Recording recording;
    private Duration began = Duration.ZERO;

    private OutsideView(Optional<Probe> probe, Recording recording) {
        this.probe = probe;
        this.recording = recording;
    }

    static OutsideView open(Optional<ProbeRequest> request, Recording recording) {
        try {
            return new OutsideView(request.map(Probe::start), recording);
        } catch (ProbeUnavailableException e) {
            recording.event(e.getMessage());
            return new OutsideView(Optional.empty(), recording);
        }
    }

    /** From here on silence counts. */
    void moveBegins(AbortSignal abort) throws InterruptedException {
        if (probe.isPresent()) {
            awaitReply(probe.get(), abort);
            began = recording.elapsed();
            probe.get().moveBegins().ifPresent(recording::event);
        }
    }

    private static void awaitReply(Probe asked, AbortSignal abort) throws InterruptedException {
        long end = System.nanoTime() + BASELINE.toNanos();
        while (!asked.awaitReply(SLICE) && asked.isAsking() && !abort.isRequested() && System.nanoTime() - end < 0) {
            // a moment more, unless somebody does not want it any longer
        }
    }

    /**
     * What was measured, with the times of the recording; waits for the guest's first answer after the move, unless it was
     * aborted.
     */
    Optional<ProbeRecord> measured(AbortSignal abort) throws InterruptedException {
        if (probe.isEmpty()) {
            return Optional.empty();
        }
        if (!abort.isRequested()) {
            probe.get().awaitReply(FIRST_REPLY_AFTERWARDS);
        }
        return Optional.of(probe.get().stop().shiftedBy(began.toMillis()));
    }

    @Override
    public void close() {
        probe.ifPresent(Probe::close);
    }
}
