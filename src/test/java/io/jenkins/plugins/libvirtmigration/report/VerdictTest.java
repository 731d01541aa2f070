package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.report.ProbeRecord.Silence;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final ProbeRecord SILENT_131 = probe(131L);
    private static final Check FAILED = Check.failed("kvm-01", null, "a", "b", "c", "d");

    @Test
    void ofAMoveSaysWhereTheGuestRunsAndHowLongItWasSilent() {
        assertThat(verdict(move(Outcome.SUCCEEDED, "kvm-02", SILENT_131, 85L)))
                .isEqualTo("web-1 runs on kvm-02. It was silent for at most 131 ms.");
        assertThat(verdict(move(Outcome.SUCCEEDED, "kvm-02", null, 85L)))
                .isEqualTo("web-1 runs on kvm-02. libvirt paused it for 85 ms; nobody watched it from outside.");
        assertThat(verdict(move(Outcome.SUCCEEDED, "kvm-02", probe(null), 85L)))
                .isEqualTo("web-1 runs on kvm-02. libvirt paused it for 85 ms; from outside it gave no answer.");
        assertThat(verdict(move(Outcome.SUCCEEDED, "kvm-02", probe(null), null)))
                .isEqualTo("web-1 runs on kvm-02. How long it was silent is not known.");
    }

    @Test
    void ofAMoveWarnsOfAGuestThatHasNotAnsweredSince() {
        ProbeRecord open = new ProbeRecord(
                "10.0.0.7", null, 100, 9L, 9L, 12_000L, 1L, 1L, List.of(new Silence(1, 12_000, true)), null);
        assertThat(verdict(move(Outcome.SUCCEEDED, "kvm-02", open, 85L)))
                .isEqualTo("web-1 runs on kvm-02. It has not answered since, for 12.0 s.");
    }

    @Test
    void ofAMoveThatDidNotSucceedSaysWhereTheGuestIsNow() {
        assertThat(verdict(move(Outcome.FAILED, "kvm-01", null, null)))
                .isEqualTo("The move of web-1 to kvm-02 failed: it still runs on kvm-01.");
        assertThat(verdict(move(Outcome.ABORTED, "kvm-01", SILENT_131, null)))
                .isEqualTo("The move of web-1 to kvm-02 was aborted: it still runs on kvm-01."
                        + " It was silent for at most 131 ms.");
        assertThat(verdict(move(Outcome.FAILED, "kvm-02", null, null)))
                .isEqualTo("The move of web-1 to kvm-02 failed: it runs on kvm-02.");
        assertThat(verdict(move(Outcome.FAILED, null, null, null)))
                .isEqualTo("The move of web-1 to kvm-02 failed, and it is not proven where it runs.");
        assertThat(verdict(move(Outcome.SKIPPED, "kvm-01", null, null))).isEqualTo("web-1 was not moved.");
        assertThat(verdict(move(null, null, null, null))).isEqualTo("web-1 is being moved from kvm-01 to kvm-02.");
    }

    @Test
    void ofAMoveThatNeverBeganNamesTheChecks() {
        assertThat(verdict(Report.Kind.MIGRATE, null, List.of(), List.of(FAILED, FAILED)))
                .isEqualTo("Nothing was moved: 2 checks failed.");
        assertThat(verdict(Report.Kind.MIGRATE, null, List.of(), List.of())).isEqualTo("Nothing was moved.");
    }

    @Test
    void ofADrillSaysWhetherItPassedAndCountsTheMovesOfBothHalves() {
        MigrationRecord there = move(Outcome.SUCCEEDED, "kvm-02", SILENT_131, 85L);
        MigrationRecord stuck = move(Outcome.FAILED, "kvm-02", null, null);

        assertThat(drill(Outcome.SUCCEEDED, there, there))
                .startsWith("The drill passed: kvm-01 was emptied, and has its guests back. 2 of 2 moves succeeded.");
        assertThat(drill(Outcome.FAILED, there, stuck))
                .startsWith("The drill on kvm-01 did not pass. 1 of 2 moves succeeded.");
        assertThat(drill(null)).startsWith("The drill on kvm-01 goes on.");
    }

    @Test
    void ofAnEvacuationSaysWhetherTheHostIsEmpty() {
        MigrationRecord good = move(Outcome.SUCCEEDED, "kvm-02", SILENT_131, 85L);
        MigrationRecord bad = move(Outcome.FAILED, "kvm-01", null, null);
        assertThat(verdict(Report.Kind.EVACUATE, true, List.of(good, good), List.of()))
                .isEqualTo("kvm-01 is empty. All 2 VMs were moved."
                        + " The longest silence seen from outside was 131 ms (web-1).");
        assertThat(verdict(Report.Kind.EVACUATE, false, List.of(good, bad), List.of()))
                .isEqualTo("kvm-01 is not empty. 1 of 2 VMs was moved."
                        + " The longest silence seen from outside was 131 ms (web-1).");
        assertThat(verdict(Report.Kind.EVACUATE, null, List.of(bad), List.of()))
                .isEqualTo("It is not proven whether kvm-01 is empty. 0 of 1 VMs were moved.");
        assertThat(verdict(Report.Kind.EVACUATE, true, List.of(), List.of()))
                .isEqualTo("kvm-01 is empty. Nothing was moved.");
    }

    @Test
    void ofAReturnCountsWhoIsHome() {
        MigrationRecord good = move(Outcome.SUCCEEDED, "kvm-01", null, 85L);
        assertThat(verdict(Report.Kind.RETURN, null, List.of(good), List.of()))
                .isEqualTo("The only VM is back on kvm-01.");
        assertThat(verdict(Report.Kind.RETURN, null, List.of(), List.of()))
                .isEqualTo("There was nothing to bring home to kvm-01.");
    }

    @Test
    void ofAPreparationSaysWhetherTheHostIsReady() {
        Check passed = Check.passed("kvm-01", null, "a", "b", "c");
        assertThat(verdict(Report.Kind.PREPARE, null, List.of(), List.of(passed)))
                .isEqualTo("kvm-01 is ready for live migration.");
        assertThat(verdict(Report.Kind.PREPARE, null, List.of(), List.of(passed, FAILED)))
                .isEqualTo("kvm-01 is not ready for live migration: 1 check failed.");
        assertThat(verdict(Report.Kind.PREPARE, null, List.of(), List.of()))
                .isEqualTo("Nothing was checked on kvm-01.");
        Check peers = Check.passed("kvm-02", "kvm-01", "a", "b", "c");
        assertThat(verdict(Report.Kind.PREPARE, null, List.of(), List.of(passed, peers)))
                .isEqualTo("kvm-01 and its peers are ready for live migration.");
    }

    @Test
    void ofAnInterruptedPreparationSaysThatItIsNotKnown() {
        Check passed = Check.passed("kvm-01", null, "a", "b", "c");
        Report report = new Report(
                1,
                Report.Kind.PREPARE,
                Instant.EPOCH,
                null,
                Outcome.ABORTED,
                "kvm-01",
                null,
                List.of(),
                List.of(passed));

        assertThat(Verdict.of(report).plain())
                .isEqualTo("It is not known whether kvm-01 is ready: not every check was made.");
    }

    private static String drill(Outcome outcome, MigrationRecord... moves) {
        return Verdict.of(new Report(
                        1,
                        Report.Kind.DRILL,
                        Instant.EPOCH,
                        null,
                        outcome,
                        "kvm-01",
                        true,
                        List.of(moves),
                        List.of(FAILED)))
                .plain();
    }

    private static String verdict(MigrationRecord move) {
        return verdict(Report.Kind.MIGRATE, null, List.of(move), List.of());
    }

    private static String verdict(Report.Kind kind, Boolean empty, List<MigrationRecord> moves, List<Check> checks) {
        return Verdict.of(new Report(1, kind, Instant.EPOCH, null, null, "kvm-01", empty, moves, checks))
                .plain();
    }

    private static MigrationRecord move(Outcome outcome, String runsOn, ProbeRecord probe, Long downtime) {
        return MigrationRecordBuilder.builder()
                .vm("web-1")
                .source("kvm-01")
                .destination("kvm-02")
                .outcome(outcome)
                .runsOn(runsOn)
                .downtimeMillis(downtime)
                .probe(probe)
                .build();
    }

    private static ProbeRecord probe(Long gap) {
        return new ProbeRecord("10.0.0.7", null, 100, 9L, 0L, gap, gap, gap, null, null);
    }
}
