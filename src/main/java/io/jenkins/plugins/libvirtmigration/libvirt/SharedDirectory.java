package io.jenkins.plugins.libvirtmigration.libvirt;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A directory that others look at too: libvirt permits one pool for a directory, so that two who look at the same time
 * share one, and whoever made it may take it away while the other still needs it. Then it is opened again.
 */
final class SharedDirectory implements HostStorage.Directory {
    private static final int INTERNAL_ERROR = 1;
    private static final int OPERATION_FAILED = 9;
    private static final int NO_STORAGE_POOL = 49;
    /** Making a large image, or looking at a large directory, takes as long on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long PAUSE_MILLIS = 100;

    private final Supplier<PoolDirectory> opener;
    private PoolDirectory current;

    /** @param opener finds or makes the pool */
    SharedDirectory(Supplier<PoolDirectory> opener) {
        this.opener = opener;
        current = again(opener);
    }

    @Override
    public synchronized long availableBytes() {
        return with(PoolDirectory::availableBytes);
    }

    @Override
    public synchronized Optional<HostStorage.Image> find(String name) {
        return with(directory -> directory.find(name));
    }

    /** In two steps: the pool may go when the image is made, and what is made is not made again. */
    @Override
    public synchronized void create(String name, HostStorage.ImageSpec spec) {
        with(directory -> {
            directory.make(name, spec);
            return name;
        });
        with(directory -> {
            directory.makeExact(name, spec.capacity());
            return name;
        });
    }

    @Override
    public synchronized void delete(String name) {
        with(directory -> {
            directory.delete(name);
            return name;
        });
    }

    @Override
    public synchronized String lastChange(String name) {
        return with(directory -> directory.lastChange(name));
    }

    /** Begun once: half of a file is not begun anew. */
    @Override
    public void read(String name, long most, HostStorage.Sink sink) {
        looked(name).read(name, most, sink);
    }

    @Override
    public HostStorage.Upload write(String name) {
        return looked(name).write(name);
    }

    /** The pool knows of a file that another made only when it has looked again. */
    private synchronized PoolDirectory looked(String name) {
        with(directory -> directory.find(name));
        return current;
    }

    private <T> T with(Function<PoolDirectory, T> use) {
        return again(() -> {
            try {
                return use.apply(current);
            } catch (LibvirtCallException e) {
                if (isTakenAway(e)) {
                    PoolDirectory lost = current;
                    current = again(opener);
                    lost.close();
                }
                throw e;
            }
        });
    }

    /** A pool that came, or went, between two calls; bounded, since it may be in the way for good. */
    private static <T> T again(Supplier<T> call) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (LibvirtCallException e) {
                if (!isPassing(e) || System.nanoTime() - end > 0 || !pause()) {
                    throw e;
                }
            }
        }
    }

    private static boolean isPassing(LibvirtCallException e) {
        return isTakenAway(e) || e.code() == OPERATION_FAILED || isBusy(e);
    }

    /** Somebody makes an image there: a pool cannot be looked at meanwhile (storagePoolRefresh). */
    private static boolean isBusy(LibvirtCallException e) {
        return e.code() == INTERNAL_ERROR && e.getMessage().contains("asynchronous jobs running");
    }

    private static boolean isTakenAway(LibvirtCallException e) {
        return e.code() == NO_STORAGE_POOL || e.code() == LibvirtCallException.OPERATION_INVALID;
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public synchronized void close() {
        current.close();
    }
}
