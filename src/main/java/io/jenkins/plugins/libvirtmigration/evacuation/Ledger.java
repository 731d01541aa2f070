package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationRequest.Rhythm;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Route;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What has become of each guest: where it was tried, until when it waits and why, and why it was given up. */
final class Ledger {
    private final Clock clock;
    private final Rhythm rhythm;
    private final int tries;
    private final Map<UUID, Entry> entries = new LinkedHashMap<>();

    Ledger(Clock clock, Rhythm rhythm, int tries) {
        this.clock = clock;
        this.rhythm = rhythm;
        this.tries = tries;
    }

    private static final class Entry {
        private Guest guest;
        /** By destination, until it may be tried there again. */
        private final Map<String, String> failures = new TreeMap<>();

        /** Destinations that refused it before a byte moved: they would again. */
        private final Set<String> refused = new TreeSet<>();

        private final Set<String> tried = new TreeSet<>();
        private int attempts;
        private Instant notBefore = Instant.MIN;
        private String waitsFor;
        private String givenUp;
        private String movedTo;

        /** Seen on the host, and neither moved nor given up. */
        private boolean isOpen() {
            return guest != null && givenUp == null && movedTo == null;
        }

        private void startAfresh() {
            failures.clear();
            refused.clear();
            tried.clear();
            attempts = 0;
            givenUp = null;
        }
    }

    /** Whether the guest is new, or something else is to be done with it than before: it was started, or powered off. */
    boolean see(Guest guest) {
        Guest before = entry(guest.uuid()).guest;
        boolean known = before != null || entry(guest.uuid()).movedTo != null;
        entry(guest.uuid()).guest = guest;
        boolean changed = before != null && before.strategy() != guest.strategy();
        if (changed) {
            // What failed with a guest that ran says nothing of one that is powered off, and the other way round.
            entry(guest.uuid()).startAfresh();
        }
        return !known || changed;
    }

    private Entry entry(UUID guest) {
        return entries.computeIfAbsent(guest, uuid -> new Entry());
    }

    /** Every guest ever seen on the host that was neither moved nor given up. */
    List<Guest> open() {
        return entries.values().stream()
                .filter(Entry::isOpen)
                .map(entry -> entry.guest)
                .toList();
    }

    boolean isOpen(UUID guest) {
        Entry entry = entries.get(guest);
        return entry != null && entry.isOpen();
    }

    /** As if it had never been seen. */
    void forget(UUID guest) {
        entries.remove(guest);
    }

    void moved(UUID guest, String destination) {
        entry(guest).movedTo = destination;
    }

    Optional<String> movedTo(UUID guest) {
        return Optional.ofNullable(entries.get(guest)).map(entry -> entry.movedTo);
    }

    void giveUp(UUID guest, String reason) {
        entry(guest).givenUp = reason;
    }

    boolean isGivenUp(UUID guest) {
        Entry entry = entries.get(guest);
        return entry != null && entry.givenUp != null;
    }

    /** The guest runs where it did, and can be tried again: elsewhere, or {@link #reopen there}. */
    void failed(UUID guest, String destination, String reason, boolean refused) {
        Entry entry = entry(guest);
        entry.attempts++;
        entry.failures.put(destination, reason);
        entry.tried.add(destination);
        if (refused) {
            // What was refused before a byte moved costs nothing to try elsewhere at once.
            entry.refused.add(destination);
        } else {
            entry.notBefore = clock.instant().plus(rhythm.backOff(entry.attempts));
            entry.waitsFor = "a move of it had failed, and the next try was to be some time after that";
        }
        if (entry.attempts >= tries) {
            entry.givenUp = "It was tried " + entry.attempts + " times, on " + String.join(", ", entry.tried)
                    + ". The last error: " + reason;
        }
    }

    /**
     * Where no other destination is left for a guest, those may be tried again where a move of it failed; not those that
     * refused it.
     *
     * @return whether there are any
     */
    boolean reopen(UUID guest) {
        Entry entry = entry(guest);
        return entry.givenUp == null && entry.failures.keySet().retainAll(entry.refused);
    }

    /** Somebody else's job, a crowded host: not a failure, but not now. */
    void wait(UUID guest, String why) {
        entry(guest).notBefore = clock.instant().plus(rhythm.look());
        entry(guest).waitsFor = why;
    }

    /** What the guest waits for; empty where it may start. */
    Optional<String> holds(UUID guest) {
        return clock.instant().isBefore(entry(guest).notBefore) ? Optional.of(entry(guest).waitsFor) : Optional.empty();
    }

    /** The routes without those that have failed already. */
    Route.Table without(Route.Table routes) {
        return (guest, destination) -> {
            String failure = entry(guest.uuid()).failures.get(destination.name());
            return failure == null
                    ? routes.between(guest, destination)
                    : Route.closed(List.of("the move there failed: " + failure));
        };
    }
}
