package io.jenkins.plugins.libvirtmigration.lab;

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
import java.util.stream.Collectors;

/** Guests on h1 of the lab, and the commands that move all of them, run on the control side as their users run them. */
final class Fleet implements AutoCloseable {
    static final Duration BOUND = Duration.ofMinutes(6);

    private final Lab lab;
    private final Path directory;
    private final List<Guest> guests = new ArrayList<>();

    Fleet(Lab lab) {
        this.lab = lab;
        try {
            directory = Files.createTempDirectory(lab.directory(), "fleet");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Guest guest(String name, int octet, String... options) {
        return on("h1", name, octet, options);
    }

    Guest on(String host, String name, int octet, String... options) {
        Guest guest = lab.guest(name, host, octet, options);
        guests.add(guest);
        return guest;
    }

    List<Guest> guests() {
        return List.copyOf(guests);
    }

    /** A guest's wish, in its metadata, live and for its next start. */
    void wish(Guest guest, String xml) {
        lab.on(
                "h1",
                "virsh",
                "metadata",
                guest.name(),
                "urn:libvirt-migration:1",
                "--live",
                "--config",
                "--key",
                "m",
                "--set",
                xml);
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    Running start(String command, String... words) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(words));
        all.addAll(List.of(
                "--identity", lab.identity(),
                "--known-hosts", lab.knownHosts(),
                "--state", path("state").toString()));
        return lab.java(Main.class, all.toArray(String[]::new));
    }

    Running evacuate(String report, String... options) {
        return start(
                "evacuate",
                with(
                        options,
                        "--host",
                        "h1",
                        "--to",
                        "h2,h3",
                        "--report",
                        path(report).toString()));
    }

    Running bringHome(String evacuation, String report, String... options) {
        return start(
                "return",
                with(
                        options,
                        "--evacuation",
                        path(evacuation).toString(),
                        "--report",
                        path(report).toString()));
    }

    Running drill(String report, String... options) {
        return start(
                "drill",
                with(
                        options,
                        "--host",
                        "h1",
                        "--to",
                        "h2,h3",
                        "--report",
                        path(report).toString()));
    }

    private static String[] with(String[] options, String... first) {
        List<String> words = new ArrayList<>(List.of(first));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }

    Report report(String which) {
        return ReportFile.read(path(which));
    }

    /** Where a report says that the guest was proven to run. */
    static String hostOf(Report report, Guest guest) {
        return report.migrations().stream()
                .filter(record -> record.vm().equals(guest.name()) && record.outcome() == Outcome.SUCCEEDED)
                .map(MigrationRecord::runsOn)
                .collect(Collectors.joining(" and "));
    }

    static MigrationRecord last(Report report, Guest guest) {
        return report.migrations().stream()
                .filter(record -> record.vm().equals(guest.name()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** Waits until a move is really under way; the program must be alive. */
    static void awaitMovesUnderWay(Running running) throws InterruptedException {
        awaitSaid(running, "The switch-over may now take");
    }

    /** For at most three minutes: a loaded machine takes long to start a program and to look at all pairs. */
    static void awaitSaid(Running running, String words) throws InterruptedException {
        for (int i = 0; i < 720; i++) {
            if (running.soFar().err().contains(words)) {
                return;
            }
            if (!running.isAlive()) {
                break;
            }
            Thread.sleep(250);
        }
        throw new AssertionError("\"" + words + "\" was not said: " + running.soFar());
    }

    @Override
    public void close() {
        guests.forEach(Guest::close);
    }
}
