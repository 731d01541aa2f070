package io.jenkins.plugins.libvirtmigration.probe;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads what a ping writes, line by line, into a {@link SilenceMeter}.
 *
 * <p>The time of a reply is ping's own stamp where there is one, since this process may come to read the line late
 * (garbage collection, a busy machine). The stamp is wall-clock time: when it and the time of reading part by more than
 * a second, somebody set the clock, and the stamps are anchored anew.
 */
final class PingOutput {
    private static final long CLOCK_WAS_SET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SilenceMeter meter;
    private boolean anchored;
    private long stampToNanoTime;
    private boolean any;
    private long number;
    private volatile String refusal;

    PingOutput(SilenceMeter meter) {
        this.meter = meter;
    }

    /** Whether the line was about a question; whatever else ping says is for people. */
    boolean accept(String line, long readAtNanos) {
        PingLine parsed = PingLine.parse(line).orElse(null);
        if (parsed == null) {
            return false;
        }
        long question = unwrap(parsed.sequence());
        if (parsed.kind() == PingLine.Kind.REPLY) {
            meter.answered(question, repliedAt(parsed, readAtNanos), Math.round(parsed.replyMillis()));
        } else {
            meter.asked(question);
            parsed.refusal().ifPresent(text -> refusal = text);
        }
        return true;
    }

    /** The last that somebody else than the guest answered. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The packet's 16 bits start again after 65,535: the number nearest to the last one is meant. */
    private long unwrap(int sequence) {
        number = any ? number + (short) (sequence - (int) number) : sequence;
        any = true;
        return number;
    }

    private long repliedAt(PingLine line, long readAtNanos) {
        if (line.stampMicros().isEmpty()) {
            return readAtNanos;
        }
        long stamp = TimeUnit.MICROSECONDS.toNanos(line.stampMicros().getAsLong());
        if (!anchored || Math.abs(stamp + stampToNanoTime - readAtNanos) > CLOCK_WAS_SET_NANOS) {
            stampToNanoTime = readAtNanos - stamp;
            anchored = true;
        }
        return stamp + stampToNanoTime;
    }
}
