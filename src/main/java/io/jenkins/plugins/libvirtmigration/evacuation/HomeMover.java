package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Moves guests home to where they left their old images: which ones, the report of the evacuation says. */
final class HomeMover implements Mover {
    private final Mover mover;
    private final Map<UUID, Set<String>> leftImages = new HashMap<>();

    HomeMover(Mover mover, Report evacuation) {
        this.mover = mover;
        for (MigrationRecord move : evacuation.migrations()) {
            if (move.outcome() == Outcome.SUCCEEDED && evacuation.host().equals(move.source())) {
                leftImages
                        .computeIfAbsent(UUID.fromString(move.uuid()), uuid -> new HashSet<>())
                        .addAll(move.copiedPaths());
            }
        }
    }

    @Override
    public Moved move(PlannedMove move, Optional<Bandwidth> rate, AbortSignal abort) {
        Set<String> left = leftImages.getOrDefault(move.guest().uuid(), Set.of());
        return left.isEmpty() ? mover.move(move, rate, abort) : mover.moveHome(move, left, rate, abort);
    }

    @Override
    public Moved recover(Guest guest, String source, String destination, AbortSignal abort) {
        return mover.recover(guest, source, destination, abort);
    }

    @Override
    public long memory(PlannedMove move) {
        return mover.memory(move);
    }

    @Override
    public OptionalLong availableMemory(String host) {
        return mover.availableMemory(host);
    }

    @Override
    public void changeRate(PlannedMove move, Bandwidth rate) {
        mover.changeRate(move, rate);
    }

    @Override
    public Moved shutDown(Guest guest, String host, AbortSignal abort) {
        return mover.shutDown(guest, host, abort);
    }

    @Override
    public Moved powerOn(Guest guest, String host) {
        return mover.powerOn(guest, host);
    }
}
