package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.cli.Main;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The command {@code prepare} for h1 and h2, run on the control side as its users run it, and what its report says. */
final class Prepare {
    private static final Duration BOUND = Duration.ofMinutes(5);

    /**
     * Of the machine that the lab runs on, and found rightly: KVM that does not boot a guest, a degraded array or bond, no
     * room, its volume groups and huge pages.
     */
    private static final Set<String> OF_THE_MACHINE = Set.of(
            "virtualization-ready",
            "raid-whole",
            "bonds-whole",
            "disk-space",
            "fstab-sound",
            "hugepages-free",
            "memory-free",
            "volume-groups-locked");

    private Prepare() {}

    record Done(Output output, List<Check> checks) {
        /** The findings of one id on a host, and towards a peer where one is named. */
        List<Check> of(String id, String host, String peer) {
            List<Check> found = checks.stream()
                    .filter(check -> check.id().equals(id) && check.host().equals(host))
                    .filter(check -> peer == null ? check.peer() == null : peer.equals(check.peer()))
                    .toList();
            assertThat(found).as(id + " in " + output).isNotEmpty();
            return found;
        }

        /** That something is wrong, and what. */
        Done tells(CheckStatus status, String id, String host, String peer, String found) {
            assertThat(of(id, host, peer)).as(output.toString()).anySatisfy(check -> {
                assertThat(check.status()).isEqualTo(status);
                assertThat(check.found()).contains(found);
                assertThat(check.remedy()).isNotBlank();
            });
            return this;
        }

        Done succeeded() {
            assertThat(output.status()).as(output.toString()).isZero();
            return this;
        }

        /** That all of one id on a host are so. */
        Done all(CheckStatus status, String id, String host, String peer) {
            assertThat(of(id, host, peer))
                    .as(output.toString())
                    .allSatisfy(check -> assertThat(check.status()).isEqualTo(status));
            return this;
        }

        /** That something was mended, and how. */
        Done mended(String id, String host, String peer, String how) {
            assertThat(of(id, host, peer)).as(output.toString()).anySatisfy(check -> {
                assertThat(check.status()).isEqualTo(CheckStatus.CHANGED);
                assertThat(check.found()).contains(how);
            });
            return this;
        }

        /** That nothing was there to be changed, nor was changed in vain. */
        Done changesNothing() {
            assertThat(checks).as(output.toString()).allSatisfy(check -> {
                assertThat(check.status()).isNotEqualTo(CheckStatus.CHANGED);
                assertThat(check.found()).doesNotContain("still ", "mending failed");
            });
            return this;
        }

        /** Sentences of what is not in order, or was not. */
        List<String> not(CheckStatus status) {
            return checks.stream()
                    .filter(check -> check.status() != status && !OF_THE_MACHINE.contains(check.id()))
                    .map(Check::sentence)
                    .toList();
        }
    }

    /** A run that goes on, and where its report will be. */
    record Started(Running running, Path directory) {
        Done end() {
            Output output = running.await(BOUND);
            assertThat(directory.resolve("report.json")).as(output.toString()).exists();
            Report report = ReportFile.read(directory);
            assertThat(report.kind()).isEqualTo(Report.Kind.PREPARE);
            return new Done(output, report.checks());
        }
    }

    static Started start(Lab lab, String... options) {
        return start(lab, "h1", "h2", options);
    }

    private static Started start(Lab lab, String host, String peer, String... options) {
        try {
            Path directory = Files.createTempDirectory(lab.directory(), "report");
            List<String> words = new ArrayList<>(List.of(
                    "prepare",
                    "--identity",
                    lab.identity(),
                    "--known-hosts",
                    lab.knownHosts(),
                    "--host",
                    host,
                    "--peer",
                    peer,
                    "--report",
                    directory.toString()));
            words.addAll(List.of(options));
            return new Started(lab.java(Main.class, words.toArray(String[]::new)), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Done run(Lab lab, String... options) {
        return start(lab, options).end();
    }

    /** The same for these two, as {@code NAME@HOST} if one likes. */
    static Done between(Lab lab, String host, String peer, String... options) {
        return start(lab, host, peer, options).end();
    }

    /** What a run over TLS is given: the lab's own authority. */
    static String[] withAuthority(Lab lab, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "--transport",
                "tls",
                "--ca-certificate",
                lab.ask("path", "ca") + "/cacert.pem",
                "--ca-key",
                lab.ask("path", "ca") + "/cakey.pem"));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }
}
