package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.jenkins.report.Made;
import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import io.jenkins.plugins.libvirtmigration.migration.LiveMigration;
import io.jenkins.plugins.libvirtmigration.migration.MigrationListener;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumedMoveTest {
    private static final LiveMigration.Result MOVED = result(Made.move("web-1", Outcome.SUCCEEDED, 85L, null));

    private final AbortSignal abort = new AbortSignal();
    private final ResumedMove move = new ResumedMove("kvm-01", MigrationListener.SILENT, abort);

    private static LiveMigration.Result result(MigrationRecord record) {
        return new LiveMigration.Result(record, List.of(), false, true);
    }

    private static LiveMigration.Result neverAsked() {
        throw new AssertionError("it is not to be moved");
    }

    /** As it is recovered: that one host runs it is proven, and that is all that was asked. */
    private static LiveMigration.Result stayed() {
        return result(Made.move("web-1", Outcome.FAILED, null, null)
                .withOutcome(Outcome.SUCCEEDED)
                .withReason(null));
    }

    @Test
    void aGuestThatHasMovedIsNotMovedAgain() {
        assertThat(move.run(() -> MOVED, ResumedMoveTest::neverAsked)).isSameAs(MOVED);
    }

    @Test
    void aGuestThatStayedIsMoved() {
        assertThat(move.run(ResumedMoveTest::stayed, () -> MOVED)).isSameAs(MOVED);
    }

    @Test
    void aGuestOfWhichNothingIsProvenIsNotTouched() {
        LiveMigration.Result unproven = result(Made.move("web-1", Outcome.FAILED, null, null));
        assertThat(move.run(() -> unproven, ResumedMoveTest::neverAsked)).isSameAs(unproven);
    }

    /** That it was found is no success of a move that somebody has aborted. */
    @Test
    void aGuestThatStayedBecauseOfAnAbortWasNotMoved() {
        abort.request();
        MigrationRecord record =
                move.run(ResumedMoveTest::stayed, ResumedMoveTest::neverAsked).record();
        assertThat(record.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(record.runsOn()).isEqualTo("kvm-01");
        assertThat(record.reason()).contains("abort was asked for");
    }

    @Test
    void aGuestThatHadMovedBeforeTheAbortHasMoved() {
        abort.request();
        assertThat(move.run(() -> MOVED, ResumedMoveTest::neverAsked).record().outcome())
                .isEqualTo(Outcome.SUCCEEDED);
    }
}
