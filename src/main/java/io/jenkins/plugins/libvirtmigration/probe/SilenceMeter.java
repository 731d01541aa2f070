package io.jenkins.plugins.libvirtmigration.probe;

import io.jenkins.plugins.libvirtmigration.report.ProbeRecord.Silence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Turns questions and replies into silences. Questions are numbered upwards; times are those of
 * {@link System#nanoTime()}. What came before the move is forgotten but for the last reply: a silence that begins
 * before the move ends in it.
 */
final class SilenceMeter {
    /** Fewer unanswered questions than that are the ordinary loss of a network. */
    static final int INTERVALS_OF_A_SILENCE = 3;

    /** A guest counts as answering while its last reply is at most this old, or younger than a silence. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The longest are kept. */
    private static final int MOST_SILENCES = 1_000;

    private final Consumer<Silence> listener;
    private final Queue<Silence> silences = new PriorityQueue<>(Comparator.comparingLong(Silence::millis));
    private long intervalNanos;
    private boolean countsByTime;
    private boolean over;

    private long asked;
    private long lastAnswered;
    private long replies;
    private long lastReplyAt;

    private boolean moveBegan;
    private boolean answeredBeforeMove;
    private long moveBeganAt;
    private long askedBeforeMove;
    private long answered;
    private long longestGap;
    private long longestGapAt;
    private long longestReplyMillis;

    /** @param listener told of every silence when it ends; must not throw, and not take long */
    SilenceMeter(Duration interval, Consumer<Silence> listener) {
        this.intervalNanos = interval.toNanos();
        this.listener = listener;
    }

    /** What was measured since the move began; the longest gap and the silences have the one that is still open. */
    record Reading(
            boolean answeredBeforeMove,
            long sent,
            long lost,
            long longestGapMillis,
            long longestGapAtMillis,
            long longestReplyMillis,
            List<Silence> silences) {}

    synchronized void setInterval(Duration interval) {
        intervalNanos = interval.toNanos();
    }

    synchronized Duration interval() {
        return Duration.ofNanos(intervalNanos);
    }

    /** Nobody will tell of questions that stay unanswered: in a silence they are counted by the interval. */
    synchronized void countByTime() {
        countsByTime = true;
    }

    synchronized void asked(long number) {
        asked = Math.max(asked, number);
    }

    void answered(long number, long atNanos, long replyMillis) {
        Silence ended = count(number, atNanos, replyMillis);
        if (ended != null) {
            listener.accept(ended);
        }
    }

    /** Returns the silence that ends with this reply, or null. */
    private synchronized Silence count(long number, long atNanos, long replyMillis) {
        long at = replies == 0 ? atNanos : Math.max(atNanos, lastReplyAt);
        Silence ended = null;
        if (moveBegan) {
            answered += number > askedBeforeMove ? 1 : 0;
            longestReplyMillis = Math.max(longestReplyMillis, replyMillis);
            if (answeredBeforeMove) {
                if (at - lastReplyAt > longestGap) {
                    longestGap = at - lastReplyAt;
                    longestGapAt = lastReplyAt;
                }
                ended = silenceUntil(at, false);
            }
        }
        if (ended != null) {
            silences.add(ended);
            if (silences.size() > MOST_SILENCES) {
                silences.remove();
            }
        }
        asked = Math.max(asked, number);
        lastAnswered = Math.max(lastAnswered, number);
        lastReplyAt = at;
        replies++;
        notifyAll();
        return ended;
    }

    /** From now on it counts. Returns whether the guest answers, without which nothing can be measured. */
    synchronized boolean moveBegins(long atNanos) {
        moveBegan = true;
        moveBeganAt = atNanos;
        askedBeforeMove = asked;
        longestGapAt = lastReplyAt;
        answeredBeforeMove = replies > 0 && atNanos - lastReplyAt <= Math.max(FRESH_NANOS, silenceNanos());
        return answeredBeforeMove;
    }

    /** Whether a reply came in after the call and within the time. */
    synchronized boolean awaitReply(Duration timeout) throws InterruptedException {
        long before = replies;
        long deadline = System.nanoTime() + timeout.toNanos();
        while (replies == before) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || over) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
        }
        return true;
    }

    /** No more replies will come: nobody need wait for one. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    synchronized Reading read(long atNanos) {
        Silence open = answeredBeforeMove ? silenceUntil(atNanos, true) : null;
        boolean openIsLongest = open != null && atNanos - lastReplyAt > longestGap;
        long lastQuestion = asked;
        List<Silence> all = new ArrayList<>(silences);
        if (open != null) {
            all.add(open);
            if (countsByTime) {
                lastQuestion = Math.max(asked, lastAnswered + (atNanos - lastReplyAt) / intervalNanos);
            }
        } else if (answeredBeforeMove) {
            // The guest is well: what it was asked last is still on its way, not lost.
            lastQuestion = Math.max(askedBeforeMove, lastAnswered);
        }
        all.sort(Comparator.comparingLong(Silence::atMillis));
        long sent = lastQuestion - askedBeforeMove;
        return new Reading(
                answeredBeforeMove,
                sent,
                sent - answered,
                TimeUnit.NANOSECONDS.toMillis(openIsLongest ? atNanos - lastReplyAt : longestGap),
                TimeUnit.NANOSECONDS.toMillis((openIsLongest ? lastReplyAt : longestGapAt) - moveBeganAt),
                longestReplyMillis,
                all);
    }

    private Silence silenceUntil(long atNanos, boolean open) {
        long gap = atNanos - lastReplyAt;
        if (gap < silenceNanos()) {
            return null;
        }
        long from = TimeUnit.NANOSECONDS.toMillis(lastReplyAt - moveBeganAt);
        return new Silence(from, TimeUnit.NANOSECONDS.toMillis(gap), open);
    }

    private long silenceNanos() {
        return INTERVALS_OF_A_SILENCE * intervalNanos;
    }
}
