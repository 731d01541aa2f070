package io.jenkins.plugins.libvirtmigration.ssh;

import static io.jenkins.plugins.libvirtmigration.host.HypervisorAddress.SSH_PORT;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The first field of a line of known_hosts (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): names, addresses and patterns with
 * commas between them, or one hashed name.
 */
final class HostPatterns {
    private static final String HASH = "|1|";
    private static final String MAC = "HmacSHA1";

    private final String field;

    HostPatterns(String field) {
        this.field = field.startsWith(HASH) ? field : field.toLowerCase(Locale.ROOT);
    }

    /** How known_hosts writes a host: {@code [name]:port} unless the port is 22. */
    static String name(String host, int port) {
        String lower = host.toLowerCase(Locale.ROOT);
        return port == SSH_PORT ? lower : "[" + lower + "]:" + port;
    }

    /** @param name from {@link #name} */
    boolean match(String name) {
        if (field.startsWith(HASH)) {
            return matchesHash(name);
        }
        boolean found = false;
        for (String pattern : List.of(field.split(","))) {
            if (pattern.startsWith("!")) {
                if (matches(pattern.substring(1), name)) {
                    return false;
                }
            } else {
                found |= matches(pattern, name);
            }
        }
        return found;
    }

    /** The name under HMAC-SHA1, with a salt of its own as the key. */
    private boolean matchesHash(String name) {
        String[] parts = field.substring(HASH.length()).split("\\|", -1);
        if (parts.length != 2) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), MAC));
            byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[1]));
        } catch (IllegalArgumentException e) { // not base64, or no salt: it names nobody
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + MAC + ".", e);
        }
    }

    /** With {@code *} for any characters and {@code ?} for one; goes back only to the last star, so never for long. */
    private static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int afterStar = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                afterStar = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++afterStar;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
