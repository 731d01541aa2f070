package io.jenkins.plugins.libvirtmigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecordBuilder;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReturnArgumentsTest {
    @TempDir
    private Path directory;

    private static MigrationRecord to(String destination, Outcome outcome) {
        return MigrationRecordBuilder.builder()
                .vm("web-1")
                .source("kvm-01")
                .destination(destination)
                .outcome(outcome)
                .build();
    }

    /** The hosts of moves that did not end well are hosts of the report too: their guests may be there. */
    @Test
    void aHostThatTheReportDoesNotNameIsRefusedAndAllThatItNamesAreSaid() {
        ReportFile.write(
                directory,
                new Report(
                        Report.VERSION,
                        Report.Kind.EVACUATE,
                        Instant.EPOCH,
                        null,
                        null,
                        "kvm-01",
                        null,
                        List.of(to("kvm-02", Outcome.SUCCEEDED), to("kvm-03", null), to("kvm-04", Outcome.FAILED)),
                        List.of()));

        Said said =
                Said.to("return", "--evacuation", directory.toString(), "--host", "kvm-09", "--identity", "/dev/null");

        assertThat(said.status()).as(said.err()).isEqualTo(2);
        assertThat(said.err()).contains("--host kvm-09 is not in the report", "names kvm-01, kvm-02, kvm-03, kvm-04.");
    }
}
