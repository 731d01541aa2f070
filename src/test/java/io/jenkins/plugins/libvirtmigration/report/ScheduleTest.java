package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Wait;
import io.jenkins.plugins.libvirtmigration.report.Schedule.Bar;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void aMoveTakesTheFirstSlotThatIsFree() {
        Schedule schedule = Schedule.of(Moves.report(List.of(
                Moves.move("a", 0, 10_000L),
                Moves.move("b", 0, 4_000L),
                Moves.move("c", 5, 3_000L),
                Moves.move("d", 10, 1_000L))));
        assertThat(schedule.slots()).isEqualTo(2);
        // The shorter of two that began together comes first.
        assertThat(schedule.bars())
                .extracting(bar -> bar.move().vm() + bar.slot())
                .containsExactly("b0", "c0", "d0", "a1");
        assertThat(schedule.end()).isEqualTo(11_000);
    }

    @Test
    void timeBeginsWithWhoeverWaitedFirst() {
        Schedule schedule = Schedule.of(Moves.report(List.of(
                Moves.move("a", Outcome.SUCCEEDED, 30, 1_000L, null, new Wait(20_000, "why")),
                Moves.move("b", 15, 1_000L))));
        assertThat(schedule.bars()).anySatisfy(bar -> {
            assertThat(bar.move().vm()).isEqualTo("a");
            assertThat(bar.waitFrom()).isZero();
            assertThat(bar.from()).isEqualTo(20_000);
            assertThat(bar.to()).isEqualTo(21_000);
        });
        assertThat(schedule.bars()).anySatisfy(bar -> {
            assertThat(bar.move().vm()).isEqualTo("b");
            assertThat(bar.waitFrom()).isEqualTo(bar.from()).isEqualTo(5_000);
        });
    }

    @Test
    void aMoveIsOverWhenItsRecordSaysSoAndNotWhenTheCallReturned() {
        MigrationRecord move = Moves.move("a", 0, 1_000L);

        Schedule schedule = Schedule.of(Moves.report(
                List.of(move.withEndedAt(move.startedAt().plusMillis(4_000)), Moves.move("b", 2, 1_000L))));

        assertThat(schedule.slots()).isEqualTo(2);
        assertThat(schedule.end()).isEqualTo(4_000);
    }

    @Test
    void leavesOutWhatNeverBeganAndKeepsWhatHasNoEnd() {
        MigrationRecord underWay = Moves.move("u", null, 100, null, null, null);
        MigrationRecord unknown = Moves.move("x", Outcome.FAILED, 5, null, null, null);
        MigrationRecord never = MigrationRecordBuilder.builder()
                .vm("n")
                .outcome(Outcome.SKIPPED)
                .build();
        Schedule schedule = Schedule.of(Moves.report(List.of(underWay, unknown, never)));
        assertThat(schedule.bars()).extracting(bar -> bar.to() - bar.from()).containsExactly(0L, 500_000L);
        assertThat(Schedule.of(Moves.report(List.of(never))).bars()).isEmpty();
    }

    @Property(tries = 200)
    void nobodySharesASlotAtTheSameTime(@ForAll("moves") List<MigrationRecord> moves) {
        Schedule schedule = Schedule.of(Moves.report(moves));
        assertThat(schedule.bars()).hasSameSizeAs(moves);
        schedule.bars().stream()
                .collect(Collectors.groupingBy(Bar::slot))
                .values()
                .forEach(slot -> {
                    for (int i = 1; i < slot.size(); i++) {
                        assertThat(slot.get(i).from())
                                .isGreaterThanOrEqualTo(slot.get(i - 1).to());
                    }
                });
        assertThat(schedule.bars()).allSatisfy(bar -> {
            assertThat(bar.waitFrom()).isNotNegative().isLessThanOrEqualTo(bar.from());
            assertThat(bar.from()).isLessThanOrEqualTo(bar.to());
            assertThat(bar.to()).isLessThanOrEqualTo(schedule.end());
        });
    }

    @Provide
    Arbitrary<List<MigrationRecord>> moves() {
        Arbitrary<Long> lengths = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 60_000), Arbitraries.of(Long.MAX_VALUE, Long.MIN_VALUE, -1L));
        return Combinators.combine(
                        Arbitraries.longs().between(0, 300), lengths.injectNull(0.1), lengths.injectNull(0.5))
                .as((start, total, waited) -> Moves.move(
                        "vm", Outcome.SUCCEEDED, start, total, null, waited == null ? null : new Wait(waited, "why")))
                .list()
                .ofMaxSize(30);
    }
}
