package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits.Lane;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the host where a work goes on that was begun before: when an agent connects anew in the same JVM, its former
 * self still empties or refills the host, and gives it back when it is done.
 */
final class PatientSlots implements Slots {
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** An engine that is aborted has ended then, as a rule. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(35);

    private static final Duration BETWEEN_KNOCKS = Duration.ofSeconds(2);

    private final Slots slots;
    private final WorkSite site;
    private final Duration patience;
    private final Duration endsWithin;

    private PatientSlots(Slots slots, WorkSite site, Duration patience, Duration endsWithin) {
        this.slots = slots;
        this.site = site;
        this.patience = patience;
        this.endsWithin = endsWithin;
    }

    /** A work that is new waits for nobody. */
    static Slots of(Slots slots, WorkSite site) {
        return of(slots, site, PATIENCE, ENDS_WITHIN);
    }

    /**
     * @param patience how long is waited by a work that goes on
     * @param endsWithin how long once an abort was asked for
     */
    static Slots of(Slots slots, WorkSite site, Duration patience, Duration endsWithin) {
        return site.resumed() ? new PatientSlots(slots, site, patience, endsWithin) : slots;
    }

    @Override
    public Optional<Slot> take(Lane lane, long bytes) {
        return slots.take(lane, bytes);
    }

    @Override
    public long promised(String destination) {
        return slots.promised(destination);
    }

    @Override
    public Optional<Slot> takeHost(String host) {
        Optional<Slot> taken = slots.takeHost(host);
        if (taken.isPresent()) {
            return taken;
        }
        site.say(host + " is still held by what was begun before; it is waited for.");
        try {
            taken = knock(host, patience, () -> site.abort().await(BETWEEN_KNOCKS));
            // Who is aborted hears what the former self has reached, which was asked to end as well.
            return taken.isPresent() || !site.abort().isRequested()
                    ? taken
                    : knock(host, endsWithin, () -> {
                        TimeUnit.MILLISECONDS.sleep(BETWEEN_KNOCKS.toMillis());
                        return false;
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** A while; says whether there is no use in waiting on. */
    @FunctionalInterface
    private interface Pause {
        boolean isOver() throws InterruptedException;
    }

    private Optional<Slot> knock(String host, Duration bound, Pause pause) throws InterruptedException {
        Instant end = Instant.now().plus(bound);
        Optional<Slot> taken = Optional.empty();
        while (taken.isEmpty() && Instant.now().isBefore(end) && !pause.isOver()) {
            taken = slots.takeHost(host);
        }
        return taken;
    }
}
