package io.jenkins.plugins.libvirtmigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.migration.LiveMigration;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecordBuilder;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.ProbeRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final ProbeRecord PROBE =
            new ProbeRecord("10.0.0.7", null, 100, 40L, 3L, 420L, 1_000L, 4_208L, List.of(), List.of());

    @Test
    void aMoveThatWentWell() {
        String said = print(record("web-1", Outcome.SUCCEEDED, null, "kvm-02", PROBE), true);

        assertThat(said)
                .contains("web-1: succeeded; runs on kvm-02, asked on both hosts.")
                .contains("moved in 12.0 s, 2.0 MiB carried, storage shared, managed")
                .contains("libvirt says 90 ms")
                .contains("the longest silence was 420 ms (3 of 40 questions lost, the slowest reply took 4.2 s)");
    }

    @Test
    void oneHostsWordIsNotSoldForThatOfBoth() {
        String said = print(record("web-1", Outcome.SUCCEEDED, null, "kvm-02", null), false);

        assertThat(said)
                .contains("runs on kvm-02, which was asked; the other host was not")
                .doesNotContain("both hosts");
    }

    @Test
    void whatIsNotProvenIsNotClaimed() {
        String said = print(record("web-1", Outcome.FAILED, "Nobody knows.", null, null), false);

        assertThat(said).contains("failed; where it runs is not proven.", "  Nobody knows.");
    }

    @Test
    void aNameMayBeLongAndMayTryToWriteOnTheTerminal() {
        String said = print(record("\u001b[2J" + "x".repeat(1_000), Outcome.SUCCEEDED, null, "kvm-02", null), true);

        assertThat(said).contains("\\u001B[2Jxxx", "...: succeeded").doesNotContain("\u001b", "x".repeat(201));
    }

    @Test
    void warningsAreRepeatedAtTheEnd() {
        Check warning = Check.warning("kvm-01", "kvm-02", "encryption", "in clear text", "TLS", "Say --tls");
        StringWriter text = new StringWriter();

        new Summary(new PrintWriter(text, true))
                .print(new LiveMigration.Result(
                        record("web-1", Outcome.SUCCEEDED, null, "kvm-02", null), List.of(warning), false, true));

        assertThat(text.toString()).contains("warning: ", "in clear text", "Say --tls");
    }

    private static String print(MigrationRecord record, boolean bothAsked) {
        StringWriter text = new StringWriter();
        new Summary(new PrintWriter(text, true)).print(new LiveMigration.Result(record, List.of(), false, bothAsked));
        return text.toString();
    }

    private static MigrationRecord record(String vm, Outcome outcome, String reason, String runsOn, ProbeRecord probe) {
        return MigrationRecordBuilder.builder()
                .vm(vm)
                .uuid("11111111-2222-3333-4444-555555555555")
                .source("kvm-01")
                .destination("kvm-02")
                .storage("shared")
                .control("managed")
                .outcome(outcome)
                .reason(reason)
                .runsOn(runsOn)
                .startedAt(Instant.EPOCH)
                .totalMillis(12_000L)
                .downtimeMillis(90L)
                .downtimeNetMillis(80L)
                .transferredBytes(2L << 20)
                .memoryIterations(3L)
                .probe(probe)
                .build();
    }
}
