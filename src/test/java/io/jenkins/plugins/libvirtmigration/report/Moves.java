package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Wait;
import java.time.Instant;
import java.util.List;

/** Moves of which only the times matter. */
final class Moves {
    static final Instant START = Instant.parse("2026-03-02T01:30:00Z");

    private Moves() {}

    /** @param totalMillis null: nobody knows how long it took */
    static MigrationRecord move(
            String vm, Outcome outcome, long startSecond, Long totalMillis, Long downtimeMillis, Wait waited) {
        return MigrationRecordBuilder.builder()
                .vm(vm)
                .uuid("uuid of " + vm)
                .source("kvm-01")
                .destination("kvm-02")
                .storage("shared")
                .control("managed")
                .outcome(outcome)
                .runsOn("kvm-02")
                .startedAt(START.plusSeconds(startSecond))
                .totalMillis(totalMillis)
                .downtimeMillis(downtimeMillis)
                .transferredBytes(totalMillis == null ? null : totalMillis * 100_000)
                .manner("live")
                .waited(waited)
                .build();
    }

    static MigrationRecord move(String vm, long startSecond, Long totalMillis) {
        return move(vm, Outcome.SUCCEEDED, startSecond, totalMillis, null, null);
    }

    static Report report(List<MigrationRecord> moves) {
        return new Report(
                1,
                Report.Kind.EVACUATE,
                START,
                START.plusSeconds(600),
                Outcome.SUCCEEDED,
                "kvm-01",
                true,
                moves,
                List.of());
    }
}
