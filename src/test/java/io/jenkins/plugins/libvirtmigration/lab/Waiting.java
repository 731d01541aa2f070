package io.jenkins.plugins.libvirtmigration.lab;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what a test is about, and not for a time. */
final class Waiting {
    /** Far more than any of it takes on a slow machine; whoever waits for so long waits in vain. */
    private static final Duration BOUND = Duration.ofMinutes(2);

    private Waiting() {}

    static void until(String what, BooleanSupplier seen) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!seen.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not seen within " + BOUND + ": " + what);
            }
            pause(Duration.ofMillis(100));
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
