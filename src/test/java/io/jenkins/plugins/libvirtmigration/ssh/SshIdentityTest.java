package io.jenkins.plugins.libvirtmigration.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
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
        "ecdsa, 384, PEM",
        "ecdsa, 521, PEM",
        "ecdsa, 256, PKCS8",
        "ecdsa, 384, PKCS8",
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

    /** ssh-keygen writes that form only in its latest versions; openssl genpkey does. */
    @Test
    void anEd25519KeyInPkcs8IsTheSameKeyAsInOpenSshsForm() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Fingerprint expected = Fingerprint.of(pair.getPublic());
        byte[] encoded = pair.getPrivate().getEncoded();
        char[] plain = pem("PRIVATE KEY", encoded);
        char[] locked = pem("ENCRYPTED PRIVATE KEY", encrypted(encoded));

        SshIdentity identity = SshIdentity.of("root", plain, null);
        assertThat(identity.fingerprint()).isEqualTo(expected);
        assertThat(identity.keys().getPrivate().getEncoded())
                .isEqualTo(pair.getPrivate().getEncoded());
        assertThat(SshIdentity.of("root", locked, PASSPHRASE.toCharArray()).fingerprint())
                .isEqualTo(expected);
        assertThatThrownBy(() -> SshIdentity.of("root", locked, "wrong horse".toCharArray()))
                .hasMessageContaining("passphrase does not open")
                .hasNoCause();
        assertThatThrownBy(() -> SshIdentity.of("root", locked, null)).hasMessageContaining("none was given");
    }

    /** PBES2 with PBKDF2 and AES, as openssl's -aes256 has it. */
    private static byte[] encrypted(byte[] encoded) throws IOException, OperatorCreationException {
        OutputEncryptor encryptor = new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPRF(PKCS8Generator.PRF_HMACSHA256)
                .setPassword(PASSPHRASE.toCharArray())
                .build();
        return new PKCS8Generator(PrivateKeyInfo.getInstance(encoded), encryptor)
                .generate()
                .getContent();
    }

    private static char[] pem(String kind, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return ("-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n").toCharArray();
    }

    @Test
    void aKindThatIsNotSupportedIsToldWithThoseThatAre() throws GeneralSecurityException {
        byte[] encoded = KeyPairGenerator.getInstance("Ed448")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();

        assertThatThrownBy(() -> SshIdentity.of("root", pem("PRIVATE KEY", encoded), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Supported are ed25519")
                .hasMessageNotContaining(
                        Base64.getEncoder().encodeToString(encoded).substring(0, 8))
                .hasNoCause();
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
