package io.jenkins.plugins.libvirtmigration.jenkins.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecordBuilder;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.ProbeRecord;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {

    private static MigrationRecord move(Outcome outcome, Long downtime) {
        ProbeRecord probe = new ProbeRecord("10.0.0.7", null, 100, 9L, 0L, 210L, 3L, 2L, null, null);
        return MigrationRecordBuilder.builder()
                .vm("web-1")
                .uuid("5c1c")
                .source("kvm-01")
                .destination("kvm-02")
                .storage("block")
                .control("peer-to-peer")
                .outcome(outcome)
                .reason(outcome == Outcome.SUCCEEDED ? null : "Full.")
                .runsOn(outcome == Outcome.SUCCEEDED ? "kvm-02" : null)
                .startedAt(Instant.EPOCH)
                .totalMillis(2_000L)
                .downtimeMillis(downtime)
                .transferredBytes(77L)
                .memoryIterations(4L)
                .probe(outcome == Outcome.SUCCEEDED ? probe : null)
                .build();
    }

    private static Report report(Report.Kind kind, Outcome outcome, List<MigrationRecord> moves, List<Check> checks) {
        Boolean empty = kind == Report.Kind.EVACUATE ? Boolean.FALSE : null;
        return new Report(1, kind, Instant.EPOCH, Instant.EPOCH, outcome, "kvm-01", empty, moves, checks);
    }

    @Test
    void aMoveHasWhatTheReportHas() {
        MigrationResult result = MigrationResult.of(move(Outcome.SUCCEEDED, 85L));
        assertThat(result.isSucceeded()).isTrue();
        assertThat(result.getOutcome()).isEqualTo("succeeded");
        assertThat(result.getRunsOn()).isEqualTo("kvm-02");
        assertThat(result.getStorage()).isEqualTo("block");
        assertThat(result.getControl()).isEqualTo("peer-to-peer");
        assertThat(result.getDowntimeMillis()).isEqualTo(85);
        assertThat(result.getTotalMillis()).isEqualTo(2_000);
        assertThat(result.getTransferredBytes()).isEqualTo(77);
        assertThat(result.getProbeLongestGapMillis()).isEqualTo(210);
        assertThat(result).hasToString("web-1 succeeded: it runs on kvm-02");
    }

    @Test
    void whatIsNotKnownIsNull() {
        MigrationResult result = MigrationResult.of(move(Outcome.FAILED, null));
        assertThat(result.isSucceeded()).isFalse();
        assertThat(result.getDowntimeMillis()).isNull();
        assertThat(result.getProbeLongestGapMillis()).isNull();
        assertThat(result).hasToString("web-1 failed: it is not proven where it runs. Full.");
        assertThat(MigrationResult.of(move(null, null)).getOutcome()).isNull();
    }

    @Test
    void anEvacuationCanBeGivenToTheWayHome() {
        Report report = report(
                Report.Kind.EVACUATE,
                Outcome.FAILED,
                List.of(move(Outcome.SUCCEEDED, 85L), move(Outcome.SUCCEEDED, 300L), move(Outcome.FAILED, null)),
                List.of());
        EvacuationResult result = EvacuationResult.of("12", report);
        assertThat(result.getId()).isEqualTo("12");
        assertThat(result.getEmpty()).isFalse();
        assertThat(result.isProvenEmpty()).isFalse();
        assertThat(result.isSucceeded()).isFalse();
        assertThat(result.getLongestDowntimeMillis()).isEqualTo(300);
        assertThat(result.getMoves()).hasSize(3);
        assertThat(result).hasToString("kvm-01: 2 of 3 moved, it is not empty");
    }

    @Test
    void aPreparationPassesOnlyWhereNothingFailed() {
        Check good = Check.passed("kvm-01", null, "name", "kvm-01", "a name");
        Check bad = Check.failed("kvm-01", "kvm-02", "cpu", "old", "new", "Buy one.");
        PreparationResult failed =
                PreparationResult.of(report(Report.Kind.PREPARE, Outcome.SUCCEEDED, List.of(), List.of(good, bad)));
        assertThat(failed.isPassed()).isFalse();
        assertThat(failed.getChecks()).hasSize(2);
        assertThat(failed.getFailed()).singleElement().satisfies(check -> {
            assertThat(check.getId()).isEqualTo("cpu");
            assertThat(check.getPeer()).isEqualTo("kvm-02");
            assertThat(check.getStatus()).isEqualTo("failed");
            assertThat(check.getRemedy()).isEqualTo("Buy one.");
            assertThat(check).hasToString("cpu failed (kvm-01 and kvm-02)");
        });
        assertThat(PreparationResult.of(report(Report.Kind.PREPARE, Outcome.SUCCEEDED, List.of(), List.of(good)))
                        .isPassed())
                .isTrue();
        assertThat(PreparationResult.of(report(Report.Kind.PREPARE, Outcome.ABORTED, List.of(), List.of(good)))
                        .isPassed())
                .isFalse();
    }

    @Test
    void aScriptThatChangesAListChangesNothing() {
        EvacuationResult result =
                EvacuationResult.of("1", report(Report.Kind.EVACUATE, null, List.of(move(null, null)), List.of()));
        result.getMoves().clear();
        assertThat(result.getMoves()).hasSize(1);
    }

    /** A Pipeline keeps its variables when Jenkins restarts. */
    @Test
    void survivesARestart() throws Exception {
        EvacuationResult result = EvacuationResult.of(
                "12", report(Report.Kind.EVACUATE, Outcome.FAILED, List.of(move(Outcome.SUCCEEDED, 85L)), List.of()));
        EvacuationResult read = (EvacuationResult) copy(result);
        assertThat(read.getMoves().get(0).getDowntimeMillis()).isEqualTo(85);
        assertThat(read).hasToString(result.toString());
        Check bad = Check.failed("kvm-01", null, "cpu", "old", "new", "Buy one.");
        PreparationResult checked = (PreparationResult)
                copy(PreparationResult.of(report(Report.Kind.PREPARE, Outcome.FAILED, List.of(), List.of(bad))));
        assertThat(checked.getFailed().get(0).getFound()).isEqualTo("old");
    }

    private static Object copy(Object value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    /** A script in the sandbox may call what is whitelisted, and nothing else. */
    @ParameterizedTest
    @ValueSource(classes = {MigrationResult.class, EvacuationResult.class, PreparationResult.class, CheckResult.class})
    void everyGetterIsWhitelisted(Class<?> type) {
        List<Method> getters = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .toList();
        assertThat(getters)
                .isNotEmpty()
                .allSatisfy(method -> assertThat(method.isAnnotationPresent(Whitelisted.class))
                        .as(method.toString())
                        .isTrue());
    }
}
