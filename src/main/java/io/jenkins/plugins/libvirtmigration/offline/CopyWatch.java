package io.jenkins.plugins.libvirtmigration.offline;

import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.storage.ImageTransfer;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Ends a copy that stands still, or that is to be aborted, by cutting the connections that carry it. */
final class CopyWatch implements ImageTransfer.Progress, AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final AbortSignal abort;
    private final Duration stall;
    private final List<LibvirtConnection> carriers;
    private final Supplier<Optional<Bandwidth>> rate;
    private final AtomicLong last = new AtomicLong(System.nanoTime());
    private final AtomicLong carried = new AtomicLong();
    private final AtomicReference<String> reason = new AtomicReference<>();

    /** When all that was carried so far is due at the rates that held meanwhile. */
    private double due = System.nanoTime();

    private final Thread thread;
    private volatile boolean over;

    /**
     * @param stall the longest time without a piece; zero: for ever
     * @param rate of the disks' bytes, at most; asked with each piece, since it may change
     * @param carriers are closed to end the copy
     */
    CopyWatch(AbortSignal abort, Duration stall, Supplier<Optional<Bandwidth>> rate, List<LibvirtConnection> carriers) {
        this.abort = abort;
        this.stall = stall;
        this.rate = rate;
        this.carriers = carriers;
        thread = new Thread(this::watch, "watch of a copied image");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (!over) {
                boolean asked = abort.await(LOOK);
                boolean stalled = !stall.isZero() && System.nanoTime() - last.get() > stall.toNanos();
                if (!over && (asked || stalled)) {
                    reason.set(
                            asked
                                    ? "An abort was asked for."
                                    : "Not one byte of its disks was carried for " + Durations.format(stall) + ".");
                    carriers.forEach(LibvirtConnection::close);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void carried(long bytes) {
        carried.addAndGet(bytes);
        rate.get().filter(limit -> bytes > 0).ifPresent(limit -> keepTo(limit, bytes));
        last.set(System.nanoTime());
    }

    private void keepTo(Bandwidth limit, long bytes) {
        due += bytes * 1e9 / limit.bytesPerSecond();
        double early = due - System.nanoTime();
        if (early > 0) {
            try {
                // Asleep, but not for an abort.
                abort.await(Duration.ofNanos((long) early));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    long bytes() {
        return carried.get();
    }

    /** Why the copy was ended; empty if it was not. */
    Optional<String> reason() {
        return Optional.ofNullable(reason.get());
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
