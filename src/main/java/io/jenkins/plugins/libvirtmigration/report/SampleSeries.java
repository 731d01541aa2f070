package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The readings of one move, however long it takes, in bounded memory. When there are too many, each stretch of time
 * keeps its extremes: the first and the last reading and every peak stay, what lies between peaks goes.
 */
public final class SampleSeries {
    /** A move of ten minutes at one reading a second is kept whole; a chart of 800 points shows no more. */
    public static final int MOST = 600;

    /** Readings in a whole report: about 7 MB of JSON. Few moves keep all of theirs, many share. */
    private static final int MOST_IN_A_REPORT = 20_000;

    private static final int FEWEST_EACH = 60;

    private static final List<Comparator<Sample>> EXTREMES = List.of(
            by(Sample::bytesPerSecond),
            by(Sample::bytesPerSecond).reversed(),
            by(Sample::dirtyBytesPerSecond),
            by(SampleSeries::remaining));

    private final List<Sample> samples = new ArrayList<>();

    public synchronized void add(Sample sample) {
        samples.add(sample);
        if (samples.size() >= 2 * MOST) {
            List<Sample> kept = thin(samples, MOST);
            samples.clear();
            samples.addAll(kept);
        }
    }

    /** At most {@link #MOST} of them, in the order of time. */
    public synchronized List<Sample> samples() {
        return thin(samples, MOST);
    }

    static Report thin(Report report) {
        int share = MOST_IN_A_REPORT / Math.max(1, report.migrations().size());
        int most = Math.max(FEWEST_EACH, Math.min(MOST, share));
        return report.withMigrations(report.migrations().stream()
                .map(migration -> migration.withSamples(thin(migration.samples(), most)))
                .toList());
    }

    /** @param most at least 6: the first, the last, and the extremes of one stretch */
    static List<Sample> thin(List<Sample> samples, int most) {
        if (samples.size() <= most) {
            return List.copyOf(samples);
        }
        int last = samples.size() - 1;
        int stretches = (most - 2) / EXTREMES.size();
        Set<Integer> kept = new LinkedHashSet<>(List.of(0));
        for (int stretch = 0; stretch < stretches; stretch++) {
            int from = 1 + (int) ((long) (last - 1) * stretch / stretches);
            int to = 1 + (int) ((long) (last - 1) * (stretch + 1) / stretches);
            EXTREMES.stream()
                    .map(order -> highest(samples, from, to, order))
                    .sorted()
                    .forEach(kept::add);
        }
        kept.add(last);
        return kept.stream().map(samples::get).toList();
    }

    private static int highest(List<Sample> samples, int from, int to, Comparator<Sample> order) {
        int highest = from;
        for (int i = from + 1; i < to; i++) {
            if (order.compare(samples.get(i), samples.get(highest)) > 0) {
                highest = i;
            }
        }
        return highest;
    }

    private static Long remaining(Sample sample) {
        if (sample.memoryRemaining() == null) {
            return sample.diskRemaining();
        }
        return sample.memoryRemaining() + (sample.diskRemaining() == null ? 0 : sample.diskRemaining());
    }

    private static Comparator<Sample> by(Function<Sample, Long> figure) {
        return Comparator.comparing(figure, Comparator.nullsFirst(Comparator.naturalOrder()));
    }
}
