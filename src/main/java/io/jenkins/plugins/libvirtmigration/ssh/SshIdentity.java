package io.jenkins.plugins.libvirtmigration.ssh;

import java.security.KeyPair;
import java.util.Objects;

/**
 * Who we are on a host: a user and a private key. The key lives in memory only: it is not serialisable, and nothing
 * that is printed shows it.
 */
public final class SshIdentity {
    private final String user;
    private final KeyPair keys;

    private SshIdentity(String user, KeyPair keys) {
        this.user = Objects.requireNonNull(user, "user");
        this.keys = keys;
    }

    /**
     * @param privateKey the text of a private key as ssh-keygen or openssl writes it; the caller may blank
     *     it afterwards
     * @param passphrase null for a key without one; the caller may blank it afterwards
     * @throws IllegalArgumentException when it is no private key, or the passphrase is missing or wrong; the message
     *     has nothing of either in it
     */
    public static SshIdentity of(String user, char[] privateKey, char[] passphrase) {
        return new SshIdentity(user, PrivateKeyText.read(privateKey, passphrase));
    }

    public String user() {
        return user;
    }

    /** The same key for another user. */
    public SshIdentity as(String otherUser) {
        return new SshIdentity(otherUser, keys);
    }

    /** The public half, as {@code ssh-keygen -l} shows it: type and SHA256 fingerprint. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(keys.getPublic());
    }

    KeyPair keys() {
        return keys;
    }

    @Override
    public String toString() {
        return user + " with key " + fingerprint();
    }
}
