package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.unit.DataSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scale from 0 to a maximum, with round steps.
 *
 * @param maximum at least 1
 */
record Axis(long maximum, List<Tick> ticks) {
    private static final long[] TIME_STEPS = {
        10,
        20,
        50,
        100,
        200,
        500,
        1_000,
        2_000,
        5_000,
        10_000,
        15_000,
        30_000,
        60_000,
        120_000,
        300_000,
        600_000,
        900_000,
        1_800_000,
        3_600_000,
        7_200_000,
        14_400_000,
        28_800_000,
        86_400_000
    };
    private static final int MOST_TIME_STEPS = 9;
    private static final long LONGEST = Duration.ofDays(3_650).toMillis();

    /** Of a unit; a half and a quarter of it are 512 and 256 of the smaller one. */
    private static final double[] SIZE_STEPS = {0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500};

    private static final int MOST_SIZE_STEPS = 4;
    private static final long LARGEST = 1L << 60;

    record Tick(long value, String label) {}

    /** Milliseconds, labelled as they read best at that length: 12.5 s, 4:30 min, 2:15 h. */
    static Axis time(long maximum) {
        long most = Math.max(1, Math.min(LONGEST, maximum));
        long step = Math.max(TIME_STEPS[TIME_STEPS.length - 1], most / MOST_TIME_STEPS);
        for (int i = TIME_STEPS.length - 1; i >= 0 && most / TIME_STEPS[i] < MOST_TIME_STEPS; i--) {
            step = TIME_STEPS[i];
        }
        List<Tick> ticks = new ArrayList<>();
        for (long at = 0; at <= most; at += step) {
            ticks.add(new Tick(at, at == 0 ? "0" : label(at, step, most)));
        }
        return new Axis(most, ticks);
    }

    private static String label(long at, long step, long maximum) {
        if (maximum > Duration.ofHours(2).toMillis()) {
            return String.format(Locale.ROOT, "%d:%02d h", at / 3_600_000, at / 60_000 % 60);
        }
        if (maximum > Duration.ofMinutes(2).toMillis()) {
            return String.format(Locale.ROOT, "%d:%02d min", at / 60_000, at / 1_000 % 60);
        }
        int decimals = step % 1_000 == 0 ? 0 : step % 100 == 0 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f s", at / 1_000.0);
    }

    /** Bytes, or with the suffix /s bytes a second; ends at a whole step. */
    static Axis size(long maximum, String suffix) {
        long most = Math.max(1, Math.min(LARGEST, maximum));
        long unit = 1;
        while (most / unit >= 1024) {
            unit *= 1024;
        }
        long step = 0;
        for (int i = 0; step == 0 || (most + step - 1) / step > MOST_SIZE_STEPS; i++) {
            step = (long) (SIZE_STEPS[i] * unit);
        }
        List<Tick> ticks = new ArrayList<>();
        for (long at = 0; at < most + step; at += step) {
            ticks.add(new Tick(at, at == 0 ? "0" : new DataSize(at).toString().replace(".0 ", " ") + suffix));
        }
        return new Axis(ticks.get(ticks.size() - 1).value(), ticks);
    }
}
