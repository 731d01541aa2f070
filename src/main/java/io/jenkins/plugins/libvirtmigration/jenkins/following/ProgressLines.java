package io.jenkins.plugins.libvirtmigration.jenkins.following;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.jenkins.report.GuestProgress;
import io.jenkins.plugins.libvirtmigration.unit.DataSize;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Figures as sentences for a log: a guest's at each tenth of its way, and else every ten seconds. */
final class ProgressLines {
    private static final int STEP = 10;
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Map<String, Line> last = new HashMap<>();
    private final Consumer<String> log;
    private final LongSupplier nanos;

    ProgressLines(Consumer<String> log) {
        this(log, System::nanoTime);
    }

    /** @param nanos a clock of nanoseconds */
    ProgressLines(Consumer<String> log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    private record Line(int tenth, long nanos) {}

    void show(List<GuestProgress> guests) {
        last.keySet().retainAll(guests.stream().map(GuestProgress::getVm).toList());
        for (GuestProgress guest : guests) {
            long total = sum(guest.getMemoryTotal(), guest.getDiskTotal());
            long remaining = sum(guest.getMemoryRemaining(), guest.getDiskRemaining());
            if (total > 0) {
                show(guest, (int) (100.0 * (total - Math.min(total, remaining)) / total), remaining);
            }
        }
    }

    private void show(GuestProgress guest, int percent, long remaining) {
        Line before = last.get(guest.getVm());
        long now = nanos.getAsLong();
        boolean further = before == null || percent / STEP > before.tenth();
        if (!further && now - before.nanos() < SILENCE.toNanos()) {
            return;
        }
        int tenth = before == null ? percent / STEP : Math.max(before.tenth(), percent / STEP);
        last.put(guest.getVm(), new Line(tenth, now));
        log.accept(sentence(guest, percent, remaining));
    }

    private static String sentence(GuestProgress guest, int percent, long remaining) {
        StringBuilder text = new StringBuilder(Shown.text(guest.getVm()));
        text.append(": ")
                .append(percent)
                .append(" %, ")
                .append(new DataSize(remaining))
                .append(" remain");
        if (guest.getBytesPerSecond() != null) {
            text.append(", ")
                    .append(new DataSize(known(guest.getBytesPerSecond())))
                    .append("/s");
        }
        if (guest.getMillisLeft() != null) {
            Duration left = Duration.ofMillis(guest.getMillisLeft());
            text.append(", about ").append(Durations.format(left)).append(" left");
        } else if (guest.getDirtyBytesPerSecond() != null && guest.getDirtyBytesPerSecond() > 0) {
            text.append(", dirtied at ")
                    .append(new DataSize(known(guest.getDirtyBytesPerSecond())))
                    .append("/s");
        }
        return text.append('.').toString();
    }

    private static long sum(Long memory, Long disk) {
        long sum = known(memory) + known(disk);
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** An agent may say anything. */
    private static long known(Long figure) {
        return figure == null ? 0 : Math.max(0, figure);
    }
}
