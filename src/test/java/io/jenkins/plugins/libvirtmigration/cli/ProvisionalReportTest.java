package io.jenkins.plugins.libvirtmigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisionalReportTest {
    @TempDir
    private Path directory;

    private final ProvisionalReport provisional = new ProvisionalReport("web-1", "kvm-01", "kvm-02", Instant.EPOCH);

    @Test
    void provesNothingAndSaysWhatToDo() {
        provisional.write(directory);

        MigrationRecord record = ReportFile.read(directory).migrations().get(0);
        assertThat(record.vm()).isEqualTo("web-1");
        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.runsOn()).isNull();
        assertThat(record.reason()).contains("told to end", "--recover");
        assertThat(directory.resolve("index.html")).exists();
        assertThat(directory.resolve("junit.xml")).exists();
    }

    @Test
    void comesTooLateForATrueOne() {
        provisional.replace(() -> {});

        provisional.write(directory);

        assertThat(directory).isEmptyDirectory();
    }
}
