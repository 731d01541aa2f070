package io.jenkins.plugins.libvirtmigration.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import net.schmizz.sshj.common.Ed25519KeyFactory;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/**
 * An ed25519 key in PKCS#8 (RFC 8410), as openssl genpkey writes it, encrypted (PBES2) or not. sshj reads such a key in
 * OpenSSH's own form only.
 */
final class Ed25519Pem {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (?:ENCRYPTED )?PRIVATE KEY-----");

    private Ed25519Pem() {}

    /**
     * Empty where it is something else, damaged, or not opened by the passphrase.
     *
     * @param passphrase null for none
     */
    static Optional<KeyPair> read(CharSequence text, char[] passphrase) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find() || block.group(1) != null && passphrase == null) {
            return Optional.empty();
        }
        ByteBuffer body = StandardCharsets.ISO_8859_1.encode(CharBuffer.wrap(text, block.start(2), block.end(2)));
        byte[] base64 = Arrays.copyOf(body.array(), body.limit());
        Arrays.fill(body.array(), (byte) 0);
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            return keys(block.group(1) == null ? encoded : decrypted(encoded, passphrase));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return Optional.empty();
        } finally {
            Arrays.fill(base64, (byte) 0);
        }
    }

    private static byte[] decrypted(byte[] encoded, char[] passphrase) throws GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(encoded);
        // The parameters of PBES2 say by their words which of Java's algorithms they are for; "PBES2" is none.
        String algorithm = encrypted.getAlgParameters().toString();
        PBEKeySpec words = new PBEKeySpec(passphrase);
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(words),
                    encrypted.getAlgParameters());
            return encrypted.getKeySpec(cipher).getEncoded();
        } finally {
            words.clearPassword();
        }
    }

    private static Optional<KeyPair> keys(byte[] encoded) throws GeneralSecurityException, IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(encoded);
        Arrays.fill(encoded, (byte) 0);
        if (!info.getPrivateKeyAlgorithm().getAlgorithm().equals(EdECObjectIdentifiers.id_Ed25519)) {
            return Optional.empty();
        }
        byte[] seed = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
        byte[] point = new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
        return Optional.of(new KeyPair(Ed25519KeyFactory.getPublicKey(point), Ed25519KeyFactory.getPrivateKey(seed)));
    }
}
