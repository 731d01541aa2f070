package io.jenkins.plugins.libvirtmigration.jenkins.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecordBuilder;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.ProbeRecord;
import io.jenkins.plugins.libvirtmigration.report.Report;
import java.time.Instant;
import java.util.List;

/** Reports made up for tests. */
public final class Made {
    static final String EVIL = "<script>alert(1)</script>\"'&${1+1}";
    static final Instant START = Instant.parse("2026-02-03T04:05:06Z");

    private Made() {}

    public static MigrationRecord move(String vm, Outcome outcome, Long downtimeMillis, Long gapMillis) {
        ProbeRecord probe = gapMillis == null
                ? null
                : new ProbeRecord("10.0.0.7", null, 100, 50L, 2L, gapMillis, 900L, 30L, List.of(), List.of());
        return MigrationRecordBuilder.builder()
                .vm(vm)
                .uuid("5c1cd7a2-0001-4d0e-8a53-000000000001")
                .source("kvm-01")
                .destination("kvm-02")
                .storage("shared")
                .control("managed")
                .outcome(outcome)
                .reason(outcome == Outcome.SUCCEEDED ? null : "The link was down. Mend it.")
                .runsOn(outcome == Outcome.SUCCEEDED ? "kvm-02" : "kvm-01")
                .startedAt(START)
                .totalMillis(12_000L)
                .downtimeMillis(downtimeMillis)
                .transferredBytes(1L << 30)
                .memoryIterations(3L)
                .probe(probe)
                .build();
    }

    public static Report evacuation(MigrationRecord... moves) {
        return new Report(
                1,
                Report.Kind.EVACUATE,
                START,
                START.plusSeconds(60),
                Outcome.SUCCEEDED,
                "kvm-01",
                true,
                List.of(moves),
                List.of());
    }

    public static Report preparation(Outcome outcome, Check... checks) {
        return new Report(
                1,
                Report.Kind.PREPARE,
                START,
                START.plusSeconds(9),
                outcome,
                "kvm-01",
                null,
                List.of(),
                List.of(checks));
    }
}
