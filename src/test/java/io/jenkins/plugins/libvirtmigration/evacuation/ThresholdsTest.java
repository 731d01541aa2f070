package io.jenkins.plugins.libvirtmigration.evacuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecordBuilder;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.ProbeRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Thresholds GAP = new Thresholds(Optional.of(SECOND), Optional.empty(), Optional.empty());
    private static final Thresholds DOWNTIME = new Thresholds(Optional.empty(), Optional.of(SECOND), Optional.empty());
    private static final Thresholds DURATION = new Thresholds(Optional.empty(), Optional.empty(), Optional.of(SECOND));

    private static MigrationRecord move(Outcome outcome, ProbeRecord probe, Long downtime, Long net, String manner) {
        return MigrationRecordBuilder.builder()
                .vm("web\n1")
                .uuid("uuid")
                .source("kvm-01")
                .destination("kvm-02")
                .outcome(outcome)
                .runsOn("kvm-02")
                .downtimeMillis(downtime)
                .downtimeNetMillis(net)
                .probe(probe)
                .manner(manner)
                .build();
    }

    private static ProbeRecord gap(Long millis) {
        return new ProbeRecord("10.0.0.7", null, 100, 9L, 0L, millis, null, null, null, null);
    }

    private static CheckStatus status(Thresholds thresholds, MigrationRecord... moves) {
        return thresholds.judge("kvm-01", List.of(moves), Duration.ZERO).get(0).status();
    }

    @Test
    void whatIsExactlyAtTheThresholdPassesAndWhatIsAboveDoesNot() {
        assertThat(status(GAP, move(Outcome.SUCCEEDED, gap(1000L), null, null, null)))
                .isEqualTo(CheckStatus.PASSED);
        assertThat(status(GAP, move(Outcome.SUCCEEDED, gap(1001L), null, null, null)))
                .isEqualTo(CheckStatus.FAILED);
        assertThat(status(DOWNTIME, move(Outcome.SUCCEEDED, null, 1000L, null, null)))
                .isEqualTo(CheckStatus.PASSED);
        assertThat(status(DOWNTIME, move(Outcome.SUCCEEDED, null, 1001L, null, null)))
                .isEqualTo(CheckStatus.FAILED);
        assertThat(DURATION.judge("kvm-01", List.of(), SECOND).get(0).status()).isEqualTo(CheckStatus.PASSED);
        assertThat(DURATION.judge("kvm-01", List.of(), SECOND.plusNanos(1))
                        .get(0)
                        .status())
                .isEqualTo(CheckStatus.FAILED);
    }

    @Test
    void whatWasToBeMeasuredAndIsNotKnownDoesNotPass() {
        assertThat(GAP.complaint(move(Outcome.SUCCEEDED, gap(null), null, null, null)))
                .hasValueSatisfying(words -> assertThat(words).contains("is not known"));
        assertThat(DOWNTIME.complaint(move(Outcome.SUCCEEDED, null, null, null, null)))
                .isPresent();
    }

    @Test
    void aGuestThatNobodyProbedIsNamedButIsNoFailure() {
        List<Check> checks =
                GAP.judge("kvm-01", List.of(move(Outcome.SUCCEEDED, null, null, null, null)), Duration.ZERO);

        assertThat(checks).extracting(Check::status).containsExactly(CheckStatus.PASSED, CheckStatus.WARNING);
        assertThat(checks.get(1).found()).isEqualTo("not probed: web\\u000A1");
    }

    @Test
    void theDifferenceOfTheHostsClocksIsNotHeldAgainstTheGuest() {
        assertThat(DOWNTIME.complaint(move(Outcome.SUCCEEDED, null, 90_000L, 12L, null)))
                .isEmpty();
    }

    @Test
    void aMoveThatFailedOrThatWasNotLiveIsNoMatterOfThresholds() {
        assertThat(GAP.complaint(move(Outcome.FAILED, gap(9000L), null, null, null)))
                .isEmpty();
        assertThat(DOWNTIME.complaint(move(Outcome.SUCCEEDED, null, null, null, "powered-off")))
                .isEmpty();
        assertThat(DOWNTIME.complaint(move(Outcome.SUCCEEDED, null, null, null, "live")))
                .isPresent();
    }

    @Test
    void aThresholdThatNothingCanKeepIsRefused() {
        assertThatThrownBy(() -> new Thresholds(Optional.of(Duration.ZERO), Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("can never be kept");
    }
}
