package io.jenkins.plugins.libvirtmigration.jenkins.report;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The figures of the last builds of each job, for a while: the page of a job shows them at every visit, and reading
 * them may mean reading fifty builds from disk.
 *
 * @param <K> of a job; it may go, with its figures
 */
final class KeptFigures<K> {
    /** So late is seen that a build was deleted; all else is seen at once. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    /** So late is seen that a build has ended. */
    static final Duration LONGEST_UNDER_WAY = Duration.ofSeconds(5);

    private final Map<K, Kept> kept = Collections.synchronizedMap(new WeakHashMap<>());
    private final AtomicLong changes = new AtomicLong();
    private final LongSupplier nanos;

    KeptFigures(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Kept(int newest, long at, List<BuildFigures> figures) {
        Duration bound() {
            return figures.stream().anyMatch(BuildFigures::isUnderWay) ? LONGEST_UNDER_WAY : LONGEST;
        }
    }

    /**
     * @param newest number of the job's last build
     * @param read makes them anew; it is called without a lock
     */
    List<BuildFigures> of(K job, int newest, Supplier<List<BuildFigures>> read) {
        long now = nanos.getAsLong();
        Kept known = kept.get(job);
        if (known != null
                && known.newest() == newest
                && now - known.at() < known.bound().toNanos()) {
            return known.figures();
        }
        long before = changes.get();
        List<BuildFigures> figures = List.copyOf(read.get());
        // What was read while something changed may be old already.
        if (changes.get() == before) {
            kept.put(job, new Kept(newest, now, figures));
        }
        return figures;
    }

    /** Something has changed. */
    void forget(K job) {
        changes.incrementAndGet();
        kept.remove(job);
    }
}
