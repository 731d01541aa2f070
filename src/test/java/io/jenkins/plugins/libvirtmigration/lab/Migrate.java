package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.cli.Main;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The command {@code migrate}, run on the control side as its users run it, and what its report says. */
public final class Migrate {
    private static final Duration BOUND = Duration.ofMinutes(5);

    private final Lab lab;
    private final Guest guest;
    private final String from;
    private final String to;
    private final List<String> options;
    private final Path directory;

    private Migrate(Lab lab, Guest guest, String from, String to, List<String> options) {
        this.lab = lab;
        this.guest = guest;
        this.from = from;
        this.to = to;
        this.options = options;
        try {
            directory = Files.createTempDirectory(lab.directory(), "report");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Migrate of(Lab lab, Guest guest, String from, String to, String... options) {
        return new Migrate(lab, guest, from, to, List.of(options));
    }

    /** What came of it. */
    public record Done(Output output, Report report, Path directory) {
        public MigrationRecord record() {
            return report.migrations().get(0);
        }

        public Done succeeded() {
            assertThat(output.status()).as(output.toString()).isZero();
            assertThat(record().outcome()).isEqualTo(Outcome.SUCCEEDED);
            return this;
        }

        public Done failed() {
            assertThat(output.status()).as(output.toString()).isEqualTo(1);
            assertThat(record().outcome()).isEqualTo(Outcome.FAILED);
            return this;
        }

        /** Every event of the move, a line each. */
        public String events() {
            return String.join(
                    "\n",
                    record().events().stream().map(MigrationRecord.Event::what).toList());
        }
    }

    public Running start() {
        List<String> words = new ArrayList<>(List.of(
                "migrate",
                "--identity",
                lab.identity(),
                "--known-hosts",
                lab.knownHosts(),
                "--vm=" + guest.name(),
                "--from",
                from,
                "--to",
                to,
                "--report",
                directory.toString()));
        if (!options.contains("--probe")) {
            words.addAll(List.of("--probe", guest.name() + "=" + guest.address()));
        }
        words.addAll(options);
        return lab.java(Main.class, words.toArray(String[]::new));
    }

    public Done end(Running running) {
        Output output = running.await(BOUND);
        assertThat(Leftovers.socketFolders(running)).isEmpty();
        assertThat(directory.resolve("report.json")).as(output.toString()).exists();
        assertThat(directory.resolve("index.html")).exists();
        return new Done(output, ReportFile.read(directory), directory);
    }

    public Done run() {
        return end(start());
    }
}
