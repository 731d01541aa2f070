package io.jenkins.plugins.libvirtmigration.libvirt;

import java.time.Duration;

/**
 * Lets calls use a native handle and has it freed exactly once, when it is closed and the last call has left. Who
 * closes does not wait for a call that is stuck for ever; the call frees the handle when it returns.
 */
final class Gate {
    private final Runnable free;
    private int inside;
    private boolean closed;

    Gate(Runnable free) {
        this.free = free;
    }

    /** False when the handle must not be used any more; else {@link #leave()} must follow. */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        inside++;
        return true;
    }

    void leave() {
        boolean last;
        synchronized (this) {
            inside--;
            last = closed && inside == 0;
            if (last) {
                notifyAll();
            }
        }
        if (last) {
            free.run();
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Keeps further calls out, and frees at once if no call is inside. */
    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (inside > 0) {
                return;
            }
        }
        free.run();
    }

    /** Waits until the last call has left, but no longer than that; false if one is still inside. */
    synchronized boolean awaitEmpty(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toMillis();
                    inside > 0 && left > 0;
                    left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return inside == 0;
    }
}
