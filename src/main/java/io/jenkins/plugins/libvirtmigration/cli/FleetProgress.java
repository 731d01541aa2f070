package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.evacuation.EvacuationListener;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.migration.Progress;
import io.jenkins.plugins.libvirtmigration.unit.DataSize;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows many moves on standard error: what happens to each, and every few seconds how far all of them are. */
final class FleetProgress implements EvacuationListener {
    private static final long LINE_EVERY_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private final Map<String, Integer> percent = new TreeMap<>();
    private long lastLine = System.nanoTime();

    FleetProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void event(String sentence) {
        out.println(Printable.text(sentence));
        out.flush();
    }

    @Override
    public synchronized void planned(Plan plan) {
        event("Planned: " + plan.moves().size() + " moves, about " + new DataSize(plan.bytes()) + " in about "
                + Durations.format(plan.expected()) + "; " + plan.staying().size() + " guests stay.");
    }

    MigrationListener of(String guest) {
        return new MigrationListener() {
            @Override
            public void event(String sentence) {
                FleetProgress.this.event(guest + ": " + sentence);
            }

            @Override
            public void progress(Progress progress) {
                show(guest, progress.percent());
            }
        };
    }

    private synchronized void show(String guest, int done) {
        percent.put(guest, done);
        long now = System.nanoTime();
        if (now - lastLine >= LINE_EVERY_NANOS) {
            lastLine = now;
            event(percent.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue() + " %")
                    .collect(Collectors.joining(", ")));
            // Those that still move tell again within a second.
            percent.clear();
        }
    }
}
