package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Event;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Sample;
import java.util.ArrayList;
import java.util.List;

/** The readings of a made-up pre-copy migration, one a second: each round carries what was dirtied in the last. */
final class SampleMove {
    private static final long MIB = 1 << 20;

    private final List<Sample> samples = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final long memoryTotal;
    private final long diskTotal;
    private final long bytesPerSecond;
    private double memoryLeft;
    private double diskLeft;
    private double dirty;
    private double dirtyBytesPerSecond;
    private long round = 1;
    private long throttle;
    private long carried;
    private int second;

    SampleMove(long memoryMebibytes, long diskMebibytes, long mebibytesPerSecond, long dirtyMebibytesPerSecond) {
        memoryTotal = memoryMebibytes * MIB;
        diskTotal = diskMebibytes * MIB;
        bytesPerSecond = mebibytesPerSecond * MIB;
        dirtyBytesPerSecond = dirtyMebibytesPerSecond * MIB;
        memoryLeft = memoryTotal;
        diskLeft = diskTotal;
    }

    void event(String what) {
        events.add(new Event(second * 1_000L + 40L * events.size() % 900, what));
    }

    /** The guest gets less CPU time, and dirties less. */
    void throttle(int percent) {
        dirtyBytesPerSecond *= (100 - percent) / (100.0 - throttle);
        throttle = percent;
        event("Auto-converge takes " + percent + " % of the guest's CPU time.");
    }

    /** Until so little is left that it can go in the switch-over, or the time is up. */
    void run(int seconds, long switchOverMebibytes) {
        for (int end = second + seconds; second < end && left() > switchOverMebibytes * MIB; second++) {
            double wobble = 1 + 0.07 * noise(second);
            double rate = bytesPerSecond * wobble;
            samples.add(new Sample(
                    second * 1_000L + 12,
                    (long) memoryLeft,
                    memoryTotal,
                    diskTotal == 0 ? null : (long) diskLeft,
                    diskTotal == 0 ? null : diskTotal,
                    second == 0 ? null : (long) rate,
                    round == 1 ? null : (long) (dirtyBytesPerSecond * (2 - wobble)),
                    round,
                    throttle == 0 ? null : throttle));
            carried += (long) rate;
            if (diskLeft > 0) {
                diskLeft = Math.max(0, diskLeft - rate);
                continue;
            }
            dirty += dirtyBytesPerSecond;
            memoryLeft -= rate;
            if (memoryLeft <= 0) {
                memoryLeft = Math.min(memoryTotal * 0.8, dirty);
                dirty = 0;
                round++;
            }
        }
    }

    /** Between -1 and 1, the same for the same second. */
    private static double noise(int second) {
        int scrambled = (second + 7) * 0x9E3779B1;
        return ((scrambled ^ scrambled >>> 15) * 0x85EBCA6B >> 16) / 32_768.0;
    }

    private double left() {
        return memoryLeft + diskLeft;
    }

    long millis() {
        return second * 1_000L;
    }

    long carried() {
        return carried;
    }

    long rounds() {
        return round;
    }

    List<Sample> samples() {
        return samples;
    }

    List<Event> events() {
        return events;
    }
}
