package io.jenkins.plugins.libvirtmigration.lab;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what a test is about, within a bound that no machine should need. */
final class UnderWay {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private UnderWay() {}

    /** Starts the move and waits until its job carries bytes. */
    static Running of(Lab lab, Guest guest, Migrate migrate) {
        return awaitJob(lab, guest, migrate.start());
    }

    static Running awaitJob(Lab lab, Guest guest, Running running) {
        await(BOUND, "a job on " + guest.name(), () -> {
            if (!running.isAlive()) {
                throw new AssertionError("It was over too early: " + running.soFar());
            }
            return lab.run("on", "h1", "virsh", "domjobinfo", guest.name())
                    .out()
                    .contains("Memory processed:");
        });
        return running;
    }

    static void await(Duration bound, String what, BooleanSupplier seen) {
        long end = System.nanoTime() + bound.toNanos();
        while (!seen.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Not seen within " + bound.toSeconds() + " s: " + what);
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
