package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.report.JUnitFile;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import io.jenkins.plugins.libvirtmigration.report.ReportPage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** A directory with report.json for programs, index.html for people, and junit.xml for CI systems. */
final class ReportDirectory {
    private ReportDirectory() {}

    static void write(Path directory, Report report) {
        write(directory, report, move -> Optional.empty());
    }

    /** @param complaints why a move that succeeded does not pass all the same */
    static void write(Path directory, Report report, Function<MigrationRecord, Optional<String>> complaints) {
        ReportFile.write(directory, report);
        ReportPage.write(directory, report);
        JUnitFile.write(directory, report, complaints);
    }

    /** The half of a drill: its moves are in the whole's junit.xml, and would be counted twice. */
    static void writeHalf(Path directory, Report report) {
        ReportFile.write(directory, report);
        ReportPage.write(directory, report);
    }
}
