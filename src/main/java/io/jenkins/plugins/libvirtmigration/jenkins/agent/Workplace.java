package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All works of this JVM. They are gone with it, or when the agent connects anew, which loads this class anew. */
final class Workplace {
    /** Nobody asks any more for what ended so long ago. */
    private static final Duration KEPT = Duration.ofHours(24);

    private static final Map<String, RunningWork> WORKS = new ConcurrentHashMap<>();

    private Workplace() {}

    /** Does nothing where it runs already: the answer to the first call may have been lost. */
    static void begin(BeginWork order) {
        clear();
        WORKS.computeIfAbsent(order.id(), id -> RunningWork.begin(order));
        if (order.aborted()) {
            FormerSelves.abort(order.id());
        }
    }

    static Optional<RunningWork> find(String id) {
        return Optional.ofNullable(WORKS.get(id));
    }

    /** What goes on is left alone. */
    static void forget(String id) {
        RunningWork work = WORKS.get(id);
        if (work != null && work.endedBefore(Instant.MAX)) {
            WORKS.remove(id);
            work.forget();
        }
    }

    private static void clear() {
        Instant longAgo = Instant.now().minus(KEPT);
        WORKS.forEach((id, work) -> {
            if (work.endedBefore(longAgo)) {
                forget(id);
            }
        });
    }
}
