package io.jenkins.plugins.libvirtmigration.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that want to be commands, markup or options; keys that are wrong, changed, missing or locked. */
class HostileInputLabTest {
    private static final Duration BOUND = Duration.ofMinutes(3);
    private Lab lab;

    @BeforeEach
    void up() {
        lab = Lab.up();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(touch pwned)`touch pwned`;touch pwned",
                "it's \"quoted\" & <script>alert(1)<b onload=x>",
                "-rf --help",
                "a=b %s \\n é ü"
            })
    void aNameIsOnlyAName(String name) throws IOException {
        try (Guest guest = lab.guest(name, "h1", 40)) {
            Unbroken unbroken = Unbroken.watch(guest);

            Migrate.Done done = Migrate.of(lab, guest, "h1", "h2").run().succeeded();

            unbroken.provenOn("h2");
            assertThat(done.record().vm()).isEqualTo(name);
            assertThat(done.record().probe().longestGapMillis())
                    .as(done.record().probe().warnings().toString())
                    .isNotNull();
            assertThat(Files.readString(done.directory().resolve("index.html"))).doesNotContain("<script");
            for (String host : new String[] {"h1", "h2"}) {
                assertThat(lab.on(host, "ls", "/root", "/")).doesNotContain("pwned");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "\u001b[2Jclear", "no/such", "  "})
    void aNameThatNobodyHasIsSaidBackHarmlessly(String name) {
        Output output = migrate(name, "h1", "h2", "--known-hosts", lab.knownHosts());

        assertThat(output.status()).as(output.toString()).isEqualTo(1);
        assertThat(output.out()).contains("vm-found", "virsh list --all").doesNotContain("\u001b");
    }

    @Test
    void aNameOfAThousandCharactersIsNotShownWhole() {
        Output output = migrate("x".repeat(1_000), "h1", "h2", "--known-hosts", lab.knownHosts());

        assertThat(output.status()).isEqualTo(1);
        assertThat(output.out()).contains("vm-found", "x".repeat(200) + "...").doesNotContain("x".repeat(201));
    }

    @Test
    void aHostWhoseKeyIsNotKnownIsRefused() {
        Output output = migrate("any", "h1", "h2", "--known-hosts", "/dev/null");

        assertThat(output.status()).isEqualTo(1);
        assertThat(output.out()).contains("h1", "SHA256:").doesNotContain("StrictHostKeyChecking");
    }

    @Test
    void aHostWhoseKeyHasChangedIsRefused() {
        String known = lab.knownHosts();
        lab.ask("rekey", "h2");
        try (Guest guest = lab.guest("rekeyed", "h1", 41)) {
            Output output = migrate(guest.name(), "h1", "h2", "--known-hosts", known);

            assertThat(output.status()).isEqualTo(1);
            assertThat(output.out()).contains("HAS CHANGED", "h2");
            assertThat(guest.runsOn()).containsExactly("h1");
        } finally {
            lab.ask("rekey", "h2", "back");
        }
    }

    @Test
    void oneGivenKeyPerHostSuffices() {
        try (Guest guest = lab.guest("pinned", "h1", 42)) {
            Output output = migrate(
                    guest.name(), "h1", "h2", "--host-key", "h1=" + hostKey("h1"), "--host-key", "h2=" + hostKey("h2"));

            assertThat(output.status()).as(output.toString()).isZero();
            assertThat(guest.runsOn()).containsExactly("h2");
        }
    }

    @Test
    void aHostWithAnotherKeyThanTheGivenOneIsRefused() {
        try (Guest guest = lab.guest("mispinned", "h1", 42)) {
            Output output = migrate(
                    guest.name(), "h1", "h2", "--host-key", "h1=" + hostKey("h1"), "--host-key", "h2=" + hostKey("h1"));

            assertThat(output.status()).as(output.toString()).isEqualTo(1);
            assertThat(output.out()).contains("h2", "SHA256:");
            assertThat(guest.where()).containsExactly("h1 running (booted)");
        }
    }

    private String hostKey(String host) {
        String[] words =
                lab.script(host, "cat /etc/ssh/ssh_host_ed25519_key.pub").split(" ");
        return words[0] + " " + words[1];
    }

    @Test
    void aKeyWithAPassphraseWantsIt() throws IOException {
        Path key = lab.directory().resolve("locked-key");
        Files.copy(Path.of(lab.identity()), key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        lab.on("ctl", "ssh-keygen", "-q", "-p", "-P", "", "-N", "open sesame", "-f", key.toString());
        Path passphrase = Files.writeString(lab.directory().resolve("passphrase"), "open sesame\n");

        try (Guest guest = lab.guest("locked", "h1", 43)) {
            Output without = migrateAs(key, guest.name());
            assertThat(without.status()).as(without.toString()).isEqualTo(2);
            assertThat(without.err()).contains("passphrase").doesNotContain("at io.jenkins");

            Output with = migrateAs(key, guest.name(), "--passphrase-file", passphrase.toString());
            assertThat(with.status()).as(with.toString()).isZero();
            assertThat(with.toString()).doesNotContain("sesame");
        } finally {
            Files.delete(key);
            Files.delete(passphrase);
        }
    }

    @Test
    void aPortThatAcceptsAndSaysNothingIsGivenUp() {
        Running silent = lab.start(null, "on", "h2", "busybox", "nc", "-l", "-p", "2022", "-e", "sleep", "50");
        Waiting.until(
                "a listener",
                () -> lab.on("h2", "ss", "-Hltn", "sport", "=", ":2022").contains("LISTEN"));
        Output output = migrate("any", "h1", "h2:2022", "--known-hosts", lab.knownHosts());

        assertThat(output.status()).isEqualTo(1);
        assertThat(output.out()).contains("h2:2022");
        silent.await(BOUND);
    }

    @Test
    void aPortThatSwallowsEverythingIsGivenUp() {
        lab.ask("drop-ports", "h2");
        try {
            Output output = migrate("any", "h1", "h2:49152", "--known-hosts", lab.knownHosts());

            assertThat(output.status()).isEqualTo(1);
            assertThat(output.out()).contains("Cannot connect to h2:49152");
        } finally {
            lab.ask("allow-ports", "h2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h1;reboot", "-oProxyCommand=x", "h1/../h2", "user name@h1"})
    void anAddressIsOnlyAnAddress(String address) {
        Output output = migrate("any", address, "h2", "--known-hosts", lab.knownHosts());

        assertThat(output.status()).isEqualTo(2);
        assertThat(output.err()).contains("is not a host", "[user@]address[:port]");
    }

    @Test
    void aRateOrATimeWithoutAUnitIsRefused() {
        Output rate = migrate("any", "h1", "h2", "--bandwidth", "100", "--known-hosts", lab.knownHosts());
        Output time = migrate("any", "h1", "h2", "--timeout", "30", "--known-hosts", lab.knownHosts());

        assertThat(rate.status()).isEqualTo(2);
        assertThat(rate.err()).contains("100", "100MiB/s");
        assertThat(time.status()).isEqualTo(2);
        assertThat(time.err()).contains("30", "500ms");
    }

    private Output migrate(String vm, String from, String to, String... options) {
        return run(Path.of(lab.identity()), vm, from, to, options);
    }

    private Output migrateAs(Path identity, String vm, String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "--known-hosts";
        all[1] = lab.knownHosts();
        System.arraycopy(options, 0, all, 2, options.length);
        return run(identity, vm, "h1", "h2", all);
    }

    private Output run(Path identity, String vm, String from, String to, String... options) {
        String[] words = new String[options.length + 5];
        words[0] = "migrate";
        words[1] = "--identity=" + identity;
        words[2] = "--vm=" + vm;
        words[3] = "--from=" + from;
        words[4] = "--to=" + to;
        System.arraycopy(options, 0, words, 5, options.length);
        return lab.java(Main.class, words).await(BOUND);
    }
}
