package io.jenkins.plugins.libvirtmigration.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A line of known_hosts.
 *
 * @param number counted from 1
 * @param type for example ssh-ed25519
 * @param blob the key in the SSH wire format
 */
record KnownHostsLine(int number, Marker marker, HostPatterns hosts, String type, byte[] blob) {

    enum Marker {
        NONE,
        /** The key must never be accepted. */
        REVOKED,
        /** The key signs host certificates. */
        CERTIFICATE_AUTHORITY
    }

    /**
     * @param line neither blank nor a comment
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static KnownHostsLine parse(int number, String line) {
        String[] fields = line.strip().split("[ \t]+");
        Marker marker =
                switch (fields[0]) {
                    case "@revoked" -> Marker.REVOKED;
                    case "@cert-authority" -> Marker.CERTIFICATE_AUTHORITY;
                    default -> Marker.NONE;
                };
        if (marker == Marker.NONE && fields[0].startsWith("@")) {
            throw new IllegalArgumentException("the marker " + fields[0] + " is not known");
        }
        int first = marker == Marker.NONE ? 0 : 1;
        if (fields.length < first + 3) {
            throw new IllegalArgumentException("it wants a host, a key type and a key");
        }
        String type = fields[first + 1];
        return new KnownHostsLine(number, marker, new HostPatterns(fields[first]), type, blob(type, fields[first + 2]));
    }

    /** @throws IllegalArgumentException when the text is no key, or a key of another type */
    static byte[] blob(String type, String base64) {
        byte[] blob = Base64.getDecoder().decode(base64);
        byte[] name = type.getBytes(StandardCharsets.UTF_8);
        byte[] start = ByteBuffer.allocate(4 + name.length)
                .putInt(name.length)
                .put(name)
                .array();
        if (blob.length <= start.length || !Arrays.equals(blob, 0, start.length, start, 0, start.length)) {
            throw new IllegalArgumentException("the key is not one of type " + type);
        }
        return blob;
    }

    boolean isKey(byte[] other) {
        return Arrays.equals(blob, other);
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(type, blob);
    }
}
