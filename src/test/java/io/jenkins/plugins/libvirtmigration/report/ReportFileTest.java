package io.jenkins.plugins.libvirtmigration.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFileTest {
    private static final Instant START = Instant.parse("2026-03-02T01:30:00Z");

    @TempDir
    private Path directory;

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void readsWhatItWrote(@ForAll("reports") Report report) {
        assertThat(ReportFile.parse(ReportFile.json(report), "report.json")).isEqualTo(report);
    }

    @Provide
    Arbitrary<Report> reports() {
        return Reports.any();
    }

    @Test
    void hasTheFieldsAndWordsOfTheContract() throws IOException {
        ProbeRecord probe = new ProbeRecord("10.0.0.7", null, 100, 312L, 1L, 131L, 9_876L, 29L, List.of(), List.of());
        MigrationRecord migration = MigrationRecordBuilder.builder()
                .vm("web-1")
                .uuid("6695eb01-f6a4-8304-79aa-97f2502e193f")
                .source("kvm-01")
                .destination("kvm-02")
                .storage("block")
                .control("peer-to-peer")
                .outcome(Outcome.SUCCEEDED)
                .runsOn("kvm-02")
                .startedAt(START)
                .totalMillis(12_345L)
                .downtimeMillis(85L)
                .downtimeNetMillis(84L)
                .transferredBytes(1_073_741_824L)
                .memoryIterations(4L)
                .probe(probe)
                .build();
        Check check = new Check("kvm-01", "kvm-02", "cpu-compatible", CheckStatus.WARNING, "a", "b", "c");
        ReportFile.write(
                directory,
                new Report(
                        1,
                        Report.Kind.MIGRATE,
                        START,
                        START.plusSeconds(13),
                        Outcome.SUCCEEDED,
                        "kvm-01",
                        null,
                        List.of(migration),
                        List.of(check)));

        JsonNode json = new ObjectMapper().readTree(Files.readString(directory.resolve("report.json")));
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "version",
                        "kind",
                        "startedAt",
                        "finishedAt",
                        "outcome",
                        "host",
                        "empty",
                        "migrations",
                        "checks",
                        "plan");
        assertThat(json.get("version").intValue()).isEqualTo(1);
        assertThat(json.get("kind").textValue()).isEqualTo("migrate");
        assertThat(json.get("startedAt").textValue()).isEqualTo("2026-03-02T01:30:00Z");
        assertThat(json.get("outcome").textValue()).isEqualTo("succeeded");
        assertThat(json.get("empty").isNull()).isTrue();
        JsonNode move = json.get("migrations").get(0);
        assertThat(move.fieldNames())
                .toIterable()
                .contains(
                        "vm",
                        "uuid",
                        "source",
                        "destination",
                        "storage",
                        "control",
                        "outcome",
                        "reason",
                        "runsOn",
                        "startedAt",
                        "totalMillis",
                        "downtimeMillis",
                        "transferredBytes",
                        "memoryIterations",
                        "probe");
        assertThat(move.get("control").textValue()).isEqualTo("peer-to-peer");
        assertThat(move.get("reason").isNull()).isTrue();
        assertThat(move.get("totalMillis").longValue()).isEqualTo(12_345);
        assertThat(move.get("probe").fieldNames())
                .toIterable()
                .contains("address", "intervalMillis", "sent", "lost", "longestGapMillis");
        JsonNode checked = json.get("checks").get(0);
        assertThat(checked.fieldNames())
                .toIterable()
                .containsExactly("host", "peer", "id", "status", "found", "expected", "remedy");
        assertThat(checked.get("status").textValue()).isEqualTo("warning");
    }

    @Test
    void neverHasANullList() {
        Report report = new Report(1, Report.Kind.PREPARE, START, null, null, null, null, null, null);
        assertThat(ReportFile.json(report)).contains("\"migrations\" : [ ]", "\"checks\" : [ ]", "\"outcome\" : null");
    }

    @Test
    void passesOverWhatALaterMinorVersionAdded() {
        String json = "{\"version\":1,\"kind\":\"return\",\"startedAt\":\"2026-03-02T01:30:00Z\","
                + "\"weather\":{\"wind\":3},\"migrations\":[{\"vm\":\"web-1\",\"colour\":\"red\"}]}";
        Report report = ReportFile.parse(json, "old.json");
        assertThat(report.kind()).isEqualTo(Report.Kind.RETURN);
        assertThat(report.checks()).isEmpty();
        assertThat(report.migrations()).singleElement().satisfies(migration -> {
            assertThat(migration.vm()).isEqualTo("web-1");
            assertThat(migration.totalMillis()).isNull();
            assertThat(migration.samples()).isEmpty();
        });
    }

    @Test
    void refusesAnotherVersion() {
        assertThatThrownBy(() -> ReportFile.parse("{\"version\":2,\"kind\":\"teleport\"}", "/tmp/r/report.json"))
                .isInstanceOf(ReportException.class)
                .hasMessage("/tmp/r/report.json is a report of version 2; this program reads version 1."
                        + " Read it with the libvirt-migration that wrote it.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                  | it has no version",
                "[1]                                                 | it has no version",
                "\"report\"                                          | it has no version",
                "{\"version\":\"1\"}                                 | it has no version",
                "{\"version\":1}                                     | kind",
                "{\"version\":1,\"kind\":\"return\"}                 | startedAt",
                "{\"version\":1,\"kind\":\"teleport\"}               | teleport",
                "{\"version\":1,\"kind\":0}                          | Kind",
                "{\"version\":1,\"kind\":\"return\",\"startedAt\":\"noon\"} | noon",
                "{\"version\":1,\"kind\":\"return\"                  | end-of-input",
                "not json                                            | not",
            })
    void refusesWhatIsNoReportAndSaysWhy(String json, String reason) {
        assertThatThrownBy(() -> ReportFile.parse(json, "x.json"))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith("x.json is not a report: ")
                .hasMessageContaining(reason);
    }

    @Test
    void readsFromTheDirectoryOrTheFile() {
        Report report = new Report(1, Report.Kind.RETURN, START, START, Outcome.ABORTED, "kvm-01", null, null, null);
        ReportFile.write(directory.resolve("a/b"), report);
        assertThat(ReportFile.read(directory.resolve("a/b"))).isEqualTo(report);
        assertThat(ReportFile.read(directory.resolve("a/b/report.json"))).isEqualTo(report);
        assertThatThrownBy(() -> ReportFile.read(directory.resolve("none")))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining(directory.resolve("none").toString());
    }

    @Test
    void replacesAnEarlierReportAndLeavesNothingElse() throws IOException {
        for (Outcome outcome : List.of(Outcome.FAILED, Outcome.SUCCEEDED)) {
            ReportFile.write(
                    directory, new Report(1, Report.Kind.RETURN, START, START, outcome, "kvm-01", null, null, null));
        }
        assertThat(ReportFile.read(directory).outcome()).isEqualTo(Outcome.SUCCEEDED);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(directory.resolve("report.json"));
        }
    }

    @Test
    void namesTheFileThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Report report = new Report(1, Report.Kind.RETURN, START, null, null, null, null, null, null);
        assertThatThrownBy(() -> ReportFile.write(file, report))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining(file.resolve("report.json").toString());
    }

    @Test
    void writesHalfASurrogatePairAsSomethingReadable() {
        Report report = new Report(1, Report.Kind.RETURN, START, null, null, "a\uD800b", null, null, null);
        ReportFile.write(directory, report);
        assertThat(ReportFile.read(directory).host()).isEqualTo("a?b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 1000})
    void isBoundedHoweverLongTheMovesTook(int moves) {
        List<Sample> day = LongStream.range(0, 2_000)
                .mapToObj(second -> new Sample(second * 1_000, second, null, null, null, second, null, null, null))
                .toList();
        MigrationRecord move =
                MigrationRecordBuilder.builder().vm("vm").samples(day).build();
        Report report = new Report(
                1,
                Report.Kind.EVACUATE,
                START,
                null,
                null,
                null,
                null,
                Stream.generate(() -> move).limit(moves).toList(),
                null);
        Report written = ReportFile.parse(ReportFile.json(report), "r");
        int samples =
                written.migrations().stream().mapToInt(m -> m.samples().size()).sum();
        assertThat(samples).isBetween(25 * moves, Math.max(20_000, 60 * moves));
        assertThat(written.migrations()).hasSize(moves).allSatisfy(migration -> {
            assertThat(migration.samples().get(0).atMillis()).isZero();
            assertThat(migration.samples().get(migration.samples().size() - 1).atMillis())
                    .isEqualTo(1_999_000);
        });
    }
}
