package io.jenkins.plugins.libvirtmigration.libvirt;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * Runs libvirt's events in this process for as long as it lives. Without them no connection has a keep-alive, so that a dead
 * link would not be noticed any more: an error is logged once while it lasts, and the loop goes on.
 */
final class EventLoop {
    private static final Logger LOG = Logger.getLogger(EventLoop.class.getName());

    /** After an error, so that one which stays does not take a processor. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final IntSupplier round;
    private final Supplier<String> error;

    /**
     * @param round handles what is ready, and waits first if nothing is (virEventRunDefaultImpl); negative is an error
     * @param error libvirt's words for it
     */
    EventLoop(IntSupplier round, Supplier<String> error) {
        this.round = round;
        this.error = error;
    }

    /** Returns its thread, which ends when it is interrupted. */
    Thread start() {
        Thread thread = new Thread(this::run, "libvirt-events");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void run() {
        boolean well = true;
        while (!Thread.currentThread().isInterrupted()) {
            Optional<String> failure = round();
            if (failure.isPresent()) {
                if (well) {
                    LOG.warning("libvirt's event loop had an error, and goes on: " + failure.get());
                }
                pause();
            }
            well = failure.isEmpty();
        }
    }

    private Optional<String> round() {
        try {
            return round.getAsInt() < 0 ? Optional.of(error.get()) : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
