package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.hypervisor.HypervisorAccess;
import io.jenkins.plugins.libvirtmigration.ssh.KeyFiles;
import io.jenkins.plugins.libvirtmigration.ssh.SshIdentity;
import io.jenkins.plugins.libvirtmigration.ssh.SshSession;
import io.jenkins.plugins.libvirtmigration.ssh.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against an SSH server in this JVM. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ResolvedHostTest {
    private static final String PASSPHRASE = "correct horse";

    @TempDir
    static Path folder;

    private static TestServer server;
    private static String trueKey;
    private static String otherKey;
    private static String privateKey;
    private static String lockedKey;

    @BeforeAll
    static void start() throws Exception {
        KeyPair hostKey = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        trueKey = TestServer.text(hostKey.getPublic());
        otherKey = TestServer.text(
                KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256).getPublic());
        KeyFiles files = new KeyFiles(folder);
        privateKey = KeyFiles.string(files.make("open", "ecdsa", ""));
        lockedKey = KeyFiles.string(files.make("locked", "ecdsa", PASSPHRASE));
        server = new TestServer(hostKey)
                .allow(SshIdentity.of("admin", privateKey.toCharArray(), null))
                .allow(SshIdentity.of("admin", lockedKey.toCharArray(), PASSPHRASE.toCharArray()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ResolvedHost resolved(String hostKey, String passphrase, String... privateKeys) {
        InventoryHost host = new InventoryHost("kvm-01", "127.0.0.1");
        host.setPort(server.address().port());
        host.setHostKey(hostKey);
        return new ResolvedHost(host, new LoginKey("kvm-admin", "admin", List.of(privateKeys), passphrase));
    }

    private static SshSession open(ResolvedHost host) {
        HypervisorAccess access = host.access();
        return SshSession.open(host.address(), access.identity(), access.hostKeys(), Duration.ofSeconds(20));
    }

    @Test
    void logsInWithTheKeyOfTheCredential() {
        try (SshSession session = open(resolved(trueKey, "", privateKey))) {
            assertThat(session.run(Duration.ofSeconds(20), List.of("true")).succeeded())
                    .isTrue();
        }
    }

    @Test
    void opensAKeyWithItsPassphrase() {
        try (SshSession session = open(resolved(trueKey, PASSPHRASE, lockedKey))) {
            assertThat(session.isAlive()).isTrue();
        }
    }

    @Test
    void refusesAHostThatShowsAnotherKeyThanThePinnedOne() {
        ResolvedHost host = resolved(otherKey, "", privateKey);
        assertThatThrownBy(() -> open(host))
                .isInstanceOf(HypervisorUnreachableException.class)
                .hasMessageContaining("ITS HOST KEY HAS CHANGED")
                .hasMessageContaining("the inventory's entry of kvm-01");
    }

    @Test
    void takesTheFirstKeyThatCanBeRead() {
        try (SshSession session = open(resolved(trueKey, "", "PuTTY-User-Key-File-3: ssh-ed25519", privateKey))) {
            assertThat(session.isAlive()).isTrue();
        }
    }

    @Test
    void saysWhyAPrivateKeyCannotBeUsedWithoutAWordOfIt() {
        assertThatThrownBy(resolved(trueKey, "", lockedKey)::access)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kvm-01")
                .hasMessageContaining("passphrase");
        assertThatThrownBy(resolved(trueKey, "", "hunter2 is no key")::access)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a private SSH key")
                .message()
                .doesNotContain("hunter2");
        assertThatThrownBy(resolved(trueKey, "")::access).hasMessageContaining("holds no private key");
    }

    @Test
    void cannotBeMadeWithoutAPinnedKey() {
        assertThatThrownBy(() -> resolved("", "", privateKey))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No host key is pinned");
    }

    /** Jenkins refuses it, since this is no channel to an agent; declared only, it throws as well. */
    @Test
    void isNotWrittenAnywhereButToAnAgent() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            assertThatThrownBy(() -> out.writeObject(resolved(trueKey, PASSPHRASE, "secret words")))
                    .isNotNull();
        }
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).doesNotContain("secret", PASSPHRASE);
    }

    @Test
    void printsNoSecret() {
        assertThat(resolved(trueKey, PASSPHRASE, "secret words"))
                .hasToString("kvm-01 (admin@127.0.0.1:" + server.address().port() + ")");
        assertThat(new LoginKey("kvm-admin", "admin", List.of("secret words"), PASSPHRASE))
                .hasToString("credential kvm-admin");
    }
}
