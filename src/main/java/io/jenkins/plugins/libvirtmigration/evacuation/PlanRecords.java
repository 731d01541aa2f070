package io.jenkins.plugins.libvirtmigration.evacuation;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Matrix;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Obstacle;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.report.PlanRecord;
import io.jenkins.plugins.libvirtmigration.report.PlanRecord.PlannedGuest;
import io.jenkins.plugins.libvirtmigration.report.PlanRecord.PlannedObstacle;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan as the report keeps it, which is written anew at every event: bounded, unlike {@link PlanFile}. */
final class PlanRecords {
    private PlanRecords() {}

    /** @param link the rate that all moves together may take */
    static PlanRecord of(Plan plan, Optional<Bandwidth> link) {
        List<PlannedGuest> guests = new ArrayList<>();
        plan.moves()
                .forEach(move -> guests.add(new PlannedGuest(
                        move.guest().name(),
                        move.guest().uuid().toString(),
                        move.destination(),
                        null,
                        move.start().toMillis(),
                        move.expected().toMillis())));
        plan.staying().forEach(staying -> guests.add(stays(staying.guest(), staying.reason())));
        plan.shutdown().forEach(guest -> guests.add(stays(guest, "it is shut down: its strategy is shutdown")));
        List<PlannedObstacle> obstacles = new ArrayList<>();
        long all = obstacles(plan.matrix(), obstacles);
        return new PlanRecord(
                Words.of(plan.goal()),
                plan.matrix().hosts().stream().map(host -> host.name()).toList(),
                guests,
                obstacles,
                all - obstacles.size(),
                plan.bytes(),
                plan.expected().toMillis(),
                link.map(Bandwidth::bytesPerSecond).orElse(null));
    }

    private static PlannedGuest stays(Guest guest, String reason) {
        return new PlannedGuest(guest.name(), guest.uuid().toString(), null, reason, null, null);
    }

    /** How many there are; adds as many as are kept. */
    private static long obstacles(Matrix matrix, List<PlannedObstacle> kept) {
        long all = 0;
        for (int guest = 0; guest < matrix.guests().size(); guest++) {
            for (int host = 0; host < matrix.hosts().size(); host++) {
                for (Obstacle obstacle : matrix.obstacles(guest, host)) {
                    all++;
                    if (kept.size() < PlanRecord.MOST_OBSTACLES) {
                        kept.add(new PlannedObstacle(
                                matrix.guests().get(guest).uuid().toString(),
                                matrix.hosts().get(host).name(),
                                Words.of(obstacle.kind()),
                                obstacle.sentence()));
                    }
                }
            }
        }
        return all;
    }
}
