package io.jenkins.plugins.libvirtmigration.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshIdentityTest {
    private static final String PASSPHRASE = "correct horse";

    @TempDir
    private Path folder;

    private KeyFiles keys;

    @BeforeEach
    void useFolder() {
        keys = new KeyFiles(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519, 256, RFC4716",
        "ecdsa, 256, RFC4716",
        "ecdsa, 384, RFC4716",
        "ecdsa, 521, RFC4716",
        "rsa, 2048, RFC4716",
        "rsa, 2048, PEM",
        "rsa, 2048, PKCS8",
        "ecdsa, 256, PEM",
        "ecdsa, 521, PKCS8",
    })
    void keysOfEveryKindAreRead(String type, String bits, String form) {
        Path plain = keys.make("plain", type, "", "-b", bits, "-m", form);
        Path locked = keys.make("locked", type, PASSPHRASE, "-b", bits, "-m", form, "-a", "1");

        assertThat(SshIdentity.of("root", KeyFiles.text(plain), null).fingerprint())
                .isEqualTo(fingerprint(plain));
        assertThat(SshIdentity.of("root", KeyFiles.text(locked), PASSPHRASE.toCharArray())
                        .fingerprint())
                .isEqualTo(fingerprint(locked));
        assertThatThrownBy(() -> SshIdentity.of("root", KeyFiles.text(locked), "wrong horse".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("passphrase does not open")
                .hasMessageNotContaining("horse");
        assertThatThrownBy(() -> SshIdentity.of("root", KeyFiles.text(locked), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none was given");
    }

    @Test
    void aKindThatIsNotSupportedIsToldWithThoseThatAre() throws Exception {
        byte[] encoded = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        String body = Base64.getEncoder().encodeToString(encoded);
        String pem = "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";

        assertThatThrownBy(() -> SshIdentity.of("root", pem.toCharArray(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Supported are ed25519")
                .hasMessageNotContaining(body);
    }

    @Test
    void aPassphraseThatIsNotNeededDoesNoHarm() {
        Path plain = keys.make("plain", "ed25519", "");

        assertThat(SshIdentity.of("root", KeyFiles.text(plain), "x".toCharArray())
                        .fingerprint())
                .isEqualTo(fingerprint(plain));
    }

    @Test
    void theCallersTextsAreLeftAloneAndMayBeBlanked() {
        char[] text = KeyFiles.text(keys.make("locked", "ed25519", PASSPHRASE));
        char[] passphrase = PASSPHRASE.toCharArray();

        SshIdentity identity = SshIdentity.of("root", text, passphrase);
        assertThat(passphrase).isEqualTo(PASSPHRASE.toCharArray());
        Arrays.fill(text, ' ');
        Arrays.fill(passphrase, ' ');

        assertThat(identity.keys().getPrivate().getEncoded()).isNotEmpty();
    }

    @Test
    void whatIsPrintedHoldsNoSecret() {
        Path file = keys.make("plain", "ed25519", "");
        SshIdentity identity = SshIdentity.of("admin", KeyFiles.text(file), null);

        assertThat(identity).hasToString("admin with key " + fingerprint(file)).isNotInstanceOf(Serializable.class);
        assertThat(identity.as("root")).hasToString("root with key " + fingerprint(file));
    }

    @Test
    void whatIsNoPrivateKeySaysSoAndQuotesNothing() {
        Path file = keys.make("plain", "ed25519", "");
        String publicKey = KeyFiles.publicKey(file);
        String damaged = KeyFiles.string(file).replace("AAAA", "AAAB").substring(0, 200) + "\nhunter2";

        for (String text : List.of(publicKey, "hunter2", "", damaged, "-----BEGIN PRIVATE KEY-----\nhunter2")) {
            assertThatThrownBy(() -> SshIdentity.of("root", text.toCharArray(), null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("private SSH key")
                    .hasMessageNotContaining("hunter2")
                    .hasMessageNotContaining("AAAA")
                    .hasNoCause();
        }
    }

    /** What ssh-keygen says of a key. */
    private static Fingerprint fingerprint(Path file) {
        String[] words =
                KeyFiles.run(List.of("ssh-keygen", "-lf", file.toString())).split(" ");
        return new Fingerprint(KeyFiles.publicKey(file).split(" ")[0], words[1]);
    }
}
