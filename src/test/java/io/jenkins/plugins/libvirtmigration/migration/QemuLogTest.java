package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QemuLogTest {
    /** As libvirt 9.0 and QEMU 7.2 write it, an argument a line. */
    private static final String BEGUN = """
            2026-11-26 22:07:41.100+0000: shutting down, reason=migrated
            2026-11-26 22:08:41.763+0000: starting up libvirt version: 9.0.0, qemu version: 7.2.22
            LC_ALL=C \\
            /usr/bin/qemu-system-x86_64 \\
            -object secret,data=hunter2 \\
            -incoming defer \\
            -msg timestamp=on
            2026-11-26 22:08:41.763+0000: Domain id=3 is tainted: high-privileges
            char device redirected to /dev/pts/2 (label charserial0)
            """;

    private final TwoHosts hosts = new TwoHosts();

    private String after(String name, String tail) {
        hosts.destinationLink.get();
        hosts.destination.ssh.answer("find", 0, tail);
        return new QemuLog(hosts.destinationLink, new AbortSignal())
                .lastWords(name, Duration.ofSeconds(12))
                .orElse("");
    }

    @Test
    void qemusOwnWordsAreQuotedAndItsCommandLineIsNot() {
        String said = after(
                "web-1",
                BEGUN
                        + "2026-11-26T22:08:42.1Z qemu-system-x86_64: load of migration failed: Input/output error\n"
                        + "2026-11-26 22:08:42.325+0000: shutting down, reason=crashed\n");

        assertThat(said)
                .isEqualTo("/var/log/libvirt/qemu/web-1.log on kvm-02 ends with: \"2026-11-26T22:08:42.1Z"
                        + " qemu-system-x86_64: load of migration failed: Input/output error\", \"2026-11-26"
                        + " 22:08:42.325+0000: shutting down, reason=crashed\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-26T22:08:42Z qemu-system-x86_64: terminating on signal 15 from pid 812 (/usr/sbin/libvirtd)\n"
                        + "2026-11-26 22:08:42.325+0000: shutting down, reason=failed\n"
            })
    void whatEveryRunLeavesSaysNothing(String end) {
        assertThat(after("web-1", BEGUN + end)).isEmpty();
    }

    @Test
    void theHostIsAskedByOneProgramWhoseWordsAreBounded() {
        after("-rf $(x) {}", "");

        assertThat(hosts.destination.ssh.commands)
                .containsExactly(List.of(
                        "find",
                        "/var/log/libvirt/qemu/-rf $(x) {}.log",
                        "-maxdepth",
                        "0",
                        "-type",
                        "f",
                        "-newermt",
                        "13 seconds ago",
                        "-exec",
                        "tail",
                        "-n",
                        "40",
                        "--",
                        "{}",
                        ";"));
    }

    @Test
    void whatItSaysIsNotTrusted() {
        String said =
                after("web\u001b[2J", BEGUN + "\u001b[31mred\u0007 " + "x".repeat(1000) + "\n" + "y\n".repeat(50));

        assertThat(said).doesNotContain("\u001b", "\u0007").contains("web\\u001B[2J.log");
        assertThat(said.length()).isLessThan(2000);
        assertThat(after("web-1", BEGUN + "\u001b[31mred")).endsWith("\"\\u001B[31mred\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../etc/shadow", "a/b", "a\0b"})
    void aNameThatIsNoFilesNameIsNotAskedFor(String name) {
        assertThat(after(name, BEGUN + "root:x\n")).isEmpty();
        assertThat(hosts.destination.ssh.commands).isEmpty();
    }

    @Test
    void whereOnlyRootMayReadItTheFileIsNamed() {
        hosts.destinationLink.get();
        hosts.destination.ssh.answer("find", 1, "Permission denied");

        assertThat(new QemuLog(hosts.destinationLink, new AbortSignal()).lastWords("web-1", Duration.ZERO))
                .hasValue("What its QEMU said, if anything, is in /var/log/libvirt/qemu/web-1.log on kvm-02.");
    }

    @Test
    void aHostThatIsGoneIsNotConnectedTo() {
        assertThat(new QemuLog(hosts.destinationLink, new AbortSignal()).lastWords("web-1", Duration.ZERO))
                .isEmpty();
        assertThat(hosts.destinationLink.isAlive()).isFalse();
    }
}
