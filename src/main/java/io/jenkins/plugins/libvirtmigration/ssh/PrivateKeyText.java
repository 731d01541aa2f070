package io.jenkins.plugins.libvirtmigration.ssh;

import com.hierynomus.sshj.common.KeyDecryptionFailedException;
import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.io.CharArrayReader;
import java.io.IOException;
import java.nio.CharBuffer;
import java.security.KeyPair;
import java.util.Optional;
import java.util.regex.Pattern;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.BaseFileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.PasswordUtils;

/** Reads a private key in OpenSSH's own form or in PEM (PKCS#1, SEC1, PKCS#8). */
final class PrivateKeyText {
    private static final Pattern OPENSSH = Pattern.compile("-----BEGIN OPENSSH PRIVATE KEY-----");
    private static final Pattern PEM = Pattern.compile("-----BEGIN (?:(?:RSA|EC|DSA|ENCRYPTED) )?PRIVATE KEY-----");
    private static final Pattern PEM_ENCRYPTED =
            Pattern.compile("-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: ?4, ?ENCRYPTED");

    static {
        JavaSecurity.prepare();
    }

    private PrivateKeyText() {}

    /** @param passphrase null for none */
    static KeyPair read(char[] privateKey, char[] passphrase) {
        CharSequence text = CharBuffer.wrap(privateKey);
        boolean openssh = OPENSSH.matcher(text).find();
        if (!openssh && !PEM.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "This is not a private SSH key. Give the text that ssh-keygen wrote, from \"-----BEGIN OPENSSH"
                            + " PRIVATE KEY-----\" (or \"-----BEGIN PRIVATE KEY-----\" and the like) to the line of END;"
                            + " not the .pub file, and not a PuTTY key.");
        }
        if (passphrase == null && PEM_ENCRYPTED.matcher(text).find()) {
            throw passphraseMissing();
        }
        Optional<KeyPair> ed25519 = openssh ? Optional.empty() : Ed25519Pem.read(text, passphrase);
        return ed25519.orElseGet(() -> bySshj(privateKey, passphrase, openssh));
    }

    private static KeyPair bySshj(char[] privateKey, char[] passphrase, boolean openssh) {
        CharSequence text = CharBuffer.wrap(privateKey);
        BaseFileKeyProvider file = openssh ? new OpenSSHKeyV1KeyFile() : new PKCS8KeyFile();
        PasswordFinder finder = passphrase == null ? null : PasswordUtils.createOneOff(passphrase.clone());
        file.init(new CharArrayReader(privateKey), finder);
        try {
            return new KeyPair(file.getPublic(), file.getPrivate());
        } catch (KeyDecryptionFailedException e) {
            throw passphrase == null ? passphraseMissing() : passphraseWrong();
        } catch (IOException | SSHRuntimeException e) {
            if (PEM_ENCRYPTED.matcher(text).find()) {
                throw passphraseWrong();
            }
            // The cause is left out: nobody has looked at what its text may quote of the key.
            throw new IllegalArgumentException("The private SSH key cannot be read: it is damaged or of a kind that is"
                    + " not supported. Supported are ed25519, ecdsa and rsa keys in the form of OpenSSH and in PEM.");
        }
    }

    private static IllegalArgumentException passphraseMissing() {
        return new IllegalArgumentException(
                "The private SSH key is protected by a passphrase, and none was given. Give the passphrase with the"
                        + " key.");
    }

    private static IllegalArgumentException passphraseWrong() {
        return new IllegalArgumentException("The passphrase does not open the private SSH key. Check that both belong"
                + " together: ssh-keygen -y -f KEYFILE asks for the passphrase and prints the public key.");
    }
}
