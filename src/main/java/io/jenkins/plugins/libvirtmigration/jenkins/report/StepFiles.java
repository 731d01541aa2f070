package io.jenkins.plugins.libvirtmigration.jenkins.report;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.evacuation.PlanFile;
import io.jenkins.plugins.libvirtmigration.report.JUnitFile;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportException;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import io.jenkins.plugins.libvirtmigration.report.ReportPage;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The files of one step, {@code libvirt-migration/ID} below the directory of its build; each is whole or not there. */
final class StepFiles {
    private static final Logger LOGGER = Logger.getLogger(StepFiles.class.getName());

    /** Characters of a report.json: the engine's largest has a quarter of it. */
    private static final int LARGEST = 64 << 20;

    private final Path directory;
    private final int largest;
    private SoftReference<Report> cache = new SoftReference<>(null);

    StepFiles(Path directory) {
        this(directory, LARGEST);
    }

    StepFiles(Path directory, int largest) {
        this.directory = directory;
        this.largest = largest;
    }

    Path directory() {
        return directory;
    }

    Path jsonFile() {
        return directory.resolve(ReportFile.NAME);
    }

    Path testsFile() {
        return directory.resolve(JUnitFile.NAME);
    }

    Path pageFile() {
        return directory.resolve(ReportPage.NAME);
    }

    /**
     * What was understood of the text is written, not the text itself.
     *
     * @throws ReportException naming what is wrong
     */
    synchronized Report store(String json) {
        if (json.length() > largest) {
            throw new ReportException(
                    "The report that the agent sent has " + json.length() + " characters, more than the " + largest
                            + " that are kept. Move fewer guests in one step.",
                    null);
        }
        Report report = ReportFile.parse(json, "What the agent sent");
        ReportFile.write(directory, report);
        cache = new SoftReference<>(report);
        return report;
    }

    /**
     * Kept as it is, once it is seen to be a plan: it is only ever read by the engine again.
     *
     * @throws ReportException naming what is wrong
     */
    synchronized void storePlan(String json) {
        if (json.length() > largest) {
            throw new ReportException(
                    "The plan that the agent sent has " + json.length() + " characters, more than the " + largest
                            + " that are kept.",
                    null);
        }
        PlanFile.parse(json, "What the agent sent");
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(PlanFile.NAME), json);
        } catch (IOException e) {
            throw new ReportException("Cannot write the plan to " + directory + ": " + e, e);
        }
    }

    Optional<String> plan() {
        Path file = directory.resolve(PlanFile.NAME);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new ReportException("Cannot read the plan " + file + ": " + e, e);
        }
    }

    /**
     * For people, and for whoever shows tests. The moves are over and their report is kept: what goes wrong with a page
     * is in Jenkins' log, and nothing else comes of it.
     */
    void writePages(Report report, Judgement by) {
        attempt(pageFile(), () -> ReportPage.write(directory, report));
        attempt(testsFile(), () -> {
            List<Check> checks = new ArrayList<>(report.checks());
            checks.addAll(by.checks(report));
            JUnitFile.write(directory, report.withChecks(checks), by::complaint);
        });
    }

    /** Also against faults of ours in a page: no picture is worth that a move counts as failed. */
    private static void attempt(Path file, Runnable writing) {
        try {
            writing.run();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot write " + file + "; the report.json beside it is whole.");
        }
    }

    Optional<String> json() {
        try {
            return Files.isRegularFile(jsonFile()) ? Optional.of(Files.readString(jsonFile())) : Optional.empty();
        } catch (IOException e) {
            throw new ReportException("Cannot read the report " + jsonFile() + ": " + e, e);
        }
    }

    /** A page that shows a build must come up, even if somebody has damaged the file. */
    synchronized Optional<Report> report() {
        Report report = cache.get();
        if (report == null && Files.isRegularFile(jsonFile())) {
            try {
                report = ReportFile.read(jsonFile());
                cache = new SoftReference<>(report);
            } catch (ReportException e) {
                LOGGER.log(Level.WARNING, e.getMessage(), e);
            }
        }
        return Optional.ofNullable(report);
    }
}
