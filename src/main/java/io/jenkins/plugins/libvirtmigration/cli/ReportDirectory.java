package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import io.jenkins.plugins.libvirtmigration.report.ReportPage;
import java.nio.file.Path;

/** A directory with report.json for programs and index.html for people. */
final class ReportDirectory {
    private ReportDirectory() {}

    static void write(Path directory, Report report) {
        ReportFile.write(directory, report);
        ReportPage.write(directory, report);
    }
}
