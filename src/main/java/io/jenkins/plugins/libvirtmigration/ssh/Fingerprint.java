package io.jenkins.plugins.libvirtmigration.ssh;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;

/** A public key by its type and SHA256, in the form of {@code ssh-keygen -l}. */
public record Fingerprint(String type, String hash) {

    static Fingerprint of(PublicKey key) {
        return of(KeyType.fromKey(key).toString(), blob(key));
    }

    static Fingerprint of(String type, byte[] blob) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return new Fingerprint(
                    type, "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }

    /** The key in the SSH wire format (RFC 4253, 6.6): what known_hosts has in base64. */
    static byte[] blob(PublicKey key) {
        return new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    }

    @Override
    public String toString() {
        return type + " " + hash;
    }
}
