package io.jenkins.plugins.libvirtmigration.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a file's content: a hole is as many zeroes, since two file systems have their holes in different places. */
final class ContentDigest {
    private static final byte[] ZEROES = new byte[1 << 16];

    private final MessageDigest digest;

    ContentDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void data(byte[] piece, int length) {
        digest.update(piece, 0, length);
    }

    void hole(long length) {
        for (long left = length; left > 0; left -= ZEROES.length) {
            digest.update(ZEROES, 0, (int) Math.min(left, ZEROES.length));
        }
    }

    String hexadecimal() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
