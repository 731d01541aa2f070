package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits.Lane;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A machine that has so many places, and whose disk is full when another one is to be taken. */
final class FewPlaces implements Slots {
    final AtomicInteger taken = new AtomicInteger();
    int places;

    FewPlaces(int places) {
        this.places = places;
    }

    @Override
    public Optional<Slot> take(Lane lane, long bytes) {
        if (taken.incrementAndGet() > places) {
            throw new UncheckedIOException(new IOException("No space left on device"));
        }
        return Optional.of(() -> {});
    }

    @Override
    public long promised(String destination) {
        return 0;
    }

    @Override
    public Optional<Slot> takeHost(String host) {
        return Optional.of(() -> {});
    }
}
