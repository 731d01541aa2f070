package io.jenkins.plugins.libvirtmigration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a request to prepare hosts is said before a host is asked: status 2, the value, what is right. */
class PrepareArgumentsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--storage | nfs | auto, shared, block",
                "--transport | tcp | ssh, tls",
                "--transport | plain | ssh, tls",
                "--peer | kvm 02 | \"kvm 02\" is not a host",
                "--peer | kvm-02;reboot | is not a host",
                "--peer | kvm-02:70000 | a port is 1 to 65535",
                "--peer | root@kvm-01 | name a host twice",
                "--host-key | kvm-01 | ADDRESS=TYPE KEY",
                "--identity | /nowhere/key | /nowhere/key: there is no such file",
                "--known-hosts | /nowhere/known | /nowhere/known: there is no such file",
                "--ca-key | /nowhere/key | give both or neither",
                "--ca-certificate | /nowhere/ca | give both or neither",
                "--force | yes | --force"
            })
    void aValueThatCannotBeMeantIsNamed(String option, String value, String expected) {
        prepare(option, value).isRefusedWith(expected);
    }

    @Test
    void anAuthorityIsForTls() {
        prepare("--ca-certificate", "ca.pem", "--ca-key", "ca.key").isRefusedWith("--transport tls");
    }

    @Test
    void anAuthorityThatIsNoneIsNamed() throws IOException {
        String file = Files.writeString(directory.resolve("ca.pem"), "hello").toString();

        prepare("--transport", "tls", "--ca-certificate", file, "--ca-key", file)
                .isRefusedWith(file + " is not a certificate in PEM");
        prepare("--transport", "tls", "--ca-certificate", "/nowhere/ca", "--ca-key", file)
                .isRefusedWith("Cannot read /nowhere/ca");
    }

    @Test
    void aReportThatCannotBeWrittenIsSaidFirst() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        prepare("--report", file.resolve("report").toString())
                .isRefusedWith("--report " + file.resolve("report") + " cannot be made");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--host", "--identity"})
    void whatIsMissingIsNamed(String option) {
        List<String> words = new ArrayList<>(List.of("prepare", "--host", "kvm-01", "--identity", "/dev/null"));
        int at = words.indexOf(option);
        words.remove(at + 1);
        words.remove(at);

        Said.to(words.toArray(String[]::new)).isRefusedWith(option);
    }

    /** Options that are given later count; the identity holds no key, so that nothing is ever reached. */
    private static Said prepare(String... options) {
        List<String> words = new ArrayList<>(List.of("prepare", "--host", "kvm-01"));
        List<String> given = List.of(options);
        if (!given.contains("--known-hosts")) {
            words.addAll(List.of("--known-hosts", "/dev/null"));
        }
        if (!given.contains("--identity")) {
            words.addAll(List.of("--identity", "/dev/null"));
        }
        words.addAll(given);
        return Said.to(words.toArray(String[]::new));
    }
}
