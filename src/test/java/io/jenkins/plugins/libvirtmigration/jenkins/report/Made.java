package io.jenkins.plugins.libvirtmigration.jenkins.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
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
        return new MigrationRecord(
                vm,
                "5c1cd7a2-0001-4d0e-8a53-000000000001",
                "kvm-01",
                "kvm-02",
                "shared",
                "managed",
                outcome,
                outcome == Outcome.SUCCEEDED ? null : "The link was down. Mend it.",
                outcome == Outcome.SUCCEEDED ? "kvm-02" : "kvm-01",
                START,
                12_000L,
                downtimeMillis,
                null,
                1L << 30,
                3L,
                probe,
                List.of(),
                List.of(),
                List.of());
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
