package io.jenkins.plugins.libvirtmigration.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.ProbeRecord.Silence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SilenceMeterTest {
    private final List<Silence> heard = new ArrayList<>();
    private final SilenceMeter meter = new SilenceMeter(Duration.ofMillis(100), heard::add);

    @Test
    void saysThatNothingWasMeasuredWhenTheGuestNeverAnswered() {
        meter.asked(1);
        assertThat(meter.moveBegins(millis(150))).isFalse();
        meter.asked(5);
        SilenceMeter.Reading reading = meter.read(millis(10_000));
        assertThat(reading.answeredBeforeMove()).isFalse();
        assertThat(reading.sent()).isEqualTo(4);
        assertThat(reading.silences()).isEmpty();
    }

    @Test
    void wantsARecentReplyBeforeTheMove() {
        meter.answered(1, millis(0), 1);
        assertThat(meter.moveBegins(millis(1_001))).isFalse();
        assertThat(meter.moveBegins(millis(1_000))).isTrue();
    }

    @Test
    void leavesOutWhatWasBeforeTheMove() {
        meter.answered(1, millis(0), 700);
        meter.asked(2);
        meter.answered(9, millis(800), 1);
        meter.moveBegins(millis(850));
        meter.answered(10, millis(900), 2);
        SilenceMeter.Reading reading = meter.read(millis(950));
        assertThat(reading).isEqualTo(new SilenceMeter.Reading(true, 1, 0, 100, -50, 2, List.of()));
        assertThat(heard).isEmpty();
    }

    @Test
    void takesQuestionsStillUnderWayAtTheEndForNeitherSentNorLost() {
        meter.answered(1, millis(0), 1);
        meter.moveBegins(millis(10));
        meter.answered(2, millis(100), 1);
        meter.asked(3);
        meter.asked(4);
        assertThat(meter.read(millis(399))).isEqualTo(new SilenceMeter.Reading(true, 1, 0, 100, -10, 1, List.of()));
    }

    @Test
    void hasMeasuredNothingYetWhenTheMoveHasJustBegun() {
        meter.answered(1, millis(7_000), 1);
        meter.moveBegins(millis(7_010));
        meter.asked(2);
        assertThat(meter.read(millis(7_020))).isEqualTo(new SilenceMeter.Reading(true, 0, 0, 0, -10, 0, List.of()));
    }

    @Test
    void takesAGuestThatIsSilentAtTheEndForSilent() {
        meter.answered(1, millis(0), 1);
        meter.moveBegins(millis(10));
        meter.answered(2, millis(100), 1);
        meter.asked(3);
        meter.asked(4);
        meter.asked(5);
        assertThat(meter.read(millis(400)))
                .isEqualTo(new SilenceMeter.Reading(true, 4, 3, 300, 90, 1, List.of(new Silence(90, 300, true))));
        assertThat(heard).isEmpty();
        meter.answered(6, millis(5_000), 1);
        assertThat(meter.read(millis(5_001)).silences()).containsExactly(new Silence(90, 4_900, false));
        assertThat(heard).containsExactly(new Silence(90, 4_900, false));
    }

    @Test
    void hasNoReplyAtAllSinceTheMoveBegan() {
        meter.answered(7, millis(0), 1);
        meter.moveBegins(millis(10));
        meter.asked(17);
        assertThat(meter.read(millis(1_000)))
                .isEqualTo(
                        new SilenceMeter.Reading(true, 10, 10, 1_000, -10, 0, List.of(new Silence(-10, 1_000, true))));
    }

    @Test
    void countsByTheIntervalWhatAPlainPingDoesNotTell() {
        meter.countByTime();
        meter.answered(1, millis(0), 1);
        meter.moveBegins(millis(0));
        meter.answered(2, millis(100), 1);
        SilenceMeter.Reading reading = meter.read(millis(1_150));
        assertThat(reading.sent()).isEqualTo(11);
        assertThat(reading.lost()).isEqualTo(10);
    }

    @Test
    void keepsTheLongestOfVeryManySilences() {
        meter.answered(1, millis(0), 1);
        meter.moveBegins(millis(0));
        long at = 0;
        for (int number = 2; number < 3_002; number++) {
            at += number == 1_500 ? 9_000 : 300 + number % 7;
            meter.answered(number, millis(at), 1);
        }
        List<Silence> kept = meter.read(millis(at)).silences();
        assertThat(kept).hasSize(1_000).isSortedAccordingTo(Comparator.comparingLong(Silence::atMillis));
        assertThat(kept).extracting(Silence::millis).contains(9_000L).allMatch(millis -> millis > 303);
    }

    @Test
    void wakesWhoeverWaitsForAReply() throws Exception {
        CompletableFuture<Boolean> answered = waiting();
        meter.answered(1, System.nanoTime(), 1);
        assertThat(answered.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void doesNotWaitForRepliesThatCannotCome() throws Exception {
        CompletableFuture<Boolean> answered = waiting();
        meter.end();
        assertThat(answered.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(meter.awaitReply(Duration.ofHours(1))).isFalse();
    }

    @Test
    void waitsNoLongerThanItWasTold() throws Exception {
        assertThat(meter.awaitReply(Duration.ofMillis(20))).isFalse();
    }

    /** A question asked and answered at once every 100 ms, except for those that are swallowed. */
    @Property
    void findsTheLongestRunOfUnansweredQuestions(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 12) Integer> swallowed) {
        SilenceMeter own = new SilenceMeter(Duration.ofMillis(100), silence -> {});
        own.answered(1, millis(0), 0);
        own.moveBegins(millis(0));
        long number = 1;
        for (int lost : swallowed) {
            number += lost + 1;
            own.answered(number, millis((number - 1) * 100), 0);
        }
        SilenceMeter.Reading reading = own.read(millis((number - 1) * 100));
        int longest = swallowed.stream().mapToInt(Integer::intValue).max().orElseThrow();
        assertThat(reading.longestGapMillis()).isEqualTo((longest + 1) * 100L);
        assertThat(reading.sent()).isEqualTo(number - 1);
        assertThat(reading.lost())
                .isEqualTo(swallowed.stream().mapToInt(Integer::intValue).sum());
        assertThat(reading.silences())
                .hasSize((int) swallowed.stream().filter(lost -> lost >= 2).count());
    }

    private CompletableFuture<Boolean> waiting() throws InterruptedException {
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        Thread waiter = new Thread(() -> {
            try {
                answered.complete(meter.awaitReply(Duration.ofMinutes(1)));
            } catch (InterruptedException e) {
                answered.completeExceptionally(e);
            }
        });
        waiter.start();
        for (int i = 0; i < 30_000 && waiter.getState() != Thread.State.TIMED_WAITING; i++) {
            Thread.sleep(1);
        }
        return answered;
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
