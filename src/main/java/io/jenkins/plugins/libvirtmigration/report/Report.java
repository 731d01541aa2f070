package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The whole of report.json, version 1.
 *
 * @param finishedAt null while it goes on
 * @param outcome null while it goes on
 * @param host that was evacuated or prepared, or that the guest was moved from
 * @param empty whether the evacuated host was proven to run nothing (in a drill: between both halves); null for the
 *     other kinds
 * @param plan of an evacuation, as it was before the first move; null for the other kinds
 */
public record Report(
        int version,
        Kind kind,
        Instant startedAt,
        Instant finishedAt,
        Outcome outcome,
        String host,
        Boolean empty,
        List<MigrationRecord> migrations,
        List<Check> checks,
        PlanRecord plan) {
    public static final int VERSION = 1;

    public Report {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(startedAt, "startedAt");
        migrations = migrations == null ? List.of() : List.copyOf(migrations);
        checks = checks == null ? List.of() : List.copyOf(checks);
    }

    /** Of something that needs no plan. */
    public Report(
            int version,
            Kind kind,
            Instant startedAt,
            Instant finishedAt,
            Outcome outcome,
            String host,
            Boolean empty,
            List<MigrationRecord> migrations,
            List<Check> checks) {
        this(version, kind, startedAt, finishedAt, outcome, host, empty, migrations, checks, null);
    }

    /** Every host that it names, the one that it is about first: where its guests may be. */
    public List<String> hosts() {
        return Stream.concat(
                        Stream.ofNullable(host),
                        migrations.stream().map(MigrationRecord::destination).filter(Objects::nonNull))
                .distinct()
                .toList();
    }

    public Report withMigrations(List<MigrationRecord> others) {
        return new Report(version, kind, startedAt, finishedAt, outcome, host, empty, others, checks, plan);
    }

    public Report withChecks(List<Check> others) {
        return new Report(version, kind, startedAt, finishedAt, outcome, host, empty, migrations, others, plan);
    }

    public Report withPlan(PlanRecord other) {
        return new Report(version, kind, startedAt, finishedAt, outcome, host, empty, migrations, checks, other);
    }

    public enum Kind {
        MIGRATE,
        EVACUATE,
        RETURN,
        /** An evacuation and the return from it; its migrations are those of both, in their order. */
        DRILL,
        PREPARE
    }
}
