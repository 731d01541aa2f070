package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecordBuilder;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What became of guests of kvm-01, as an agent would report it. */
final class Guests {
    private static final Instant START = Instant.parse("2026-02-03T04:05:06Z");

    private Guests() {}

    static MigrationRecord record(
            String vm, String source, String destination, Outcome outcome, String runsOn, String manner) {
        return MigrationRecordBuilder.builder()
                .vm(vm)
                .uuid(UUID.nameUUIDFromBytes(vm.getBytes(StandardCharsets.UTF_8))
                        .toString())
                .source(source)
                .destination(destination)
                .storage("shared")
                .control("managed")
                .outcome(outcome)
                .reason(outcome == Outcome.SUCCEEDED ? null : "The link was down.")
                .runsOn(runsOn)
                .startedAt(START)
                .totalMillis(12_000L)
                .downtimeMillis(85L)
                .manner(manner)
                .build();
    }

    static MigrationRecord moved(String vm, String destination) {
        return record(vm, "kvm-01", destination, Outcome.SUCCEEDED, destination, null);
    }

    static MigrationRecord failed(String vm, String destination, String runsOn) {
        return record(vm, "kvm-01", destination, Outcome.FAILED, runsOn, null);
    }

    static MigrationRecord underWay(String vm, String destination) {
        return record(vm, "kvm-01", destination, null, null, null);
    }

    static MigrationRecord home(String vm, Outcome outcome) {
        return record(vm, "kvm-02", "kvm-01", outcome, outcome == Outcome.SUCCEEDED ? "kvm-01" : "kvm-02", null);
    }

    static Report report(Report.Kind kind, Outcome outcome, Boolean empty, MigrationRecord... moves) {
        return new Report(
                Report.VERSION,
                kind,
                START,
                outcome == null ? null : START.plusSeconds(60),
                outcome,
                "kvm-01",
                empty,
                List.of(moves),
                List.of());
    }

    static Report emptied(MigrationRecord... moves) {
        return report(Report.Kind.EVACUATE, Outcome.SUCCEEDED, true, moves);
    }

    static Report notEmptied(MigrationRecord... moves) {
        return report(Report.Kind.EVACUATE, Outcome.FAILED, false, moves);
    }

    static Report returned(Outcome outcome, MigrationRecord... moves) {
        return report(Report.Kind.RETURN, outcome, null, moves);
    }
}
