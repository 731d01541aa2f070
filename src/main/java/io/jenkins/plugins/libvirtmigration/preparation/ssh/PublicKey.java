package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A public key as OpenSSH writes it, without its comment, which anybody may have written. */
public record PublicKey(String type, String base64) {
    private static final Pattern FORM = Pattern.compile(
            "(?:.*\\s)?((?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[A-Za-z0-9@.-]+) (AAAA[A-Za-z0-9+/]+={0,2})(?:\\s.*)?");

    /** The key in a line: of a .pub file, of known_hosts or of authorized_keys. */
    public static Optional<PublicKey> parse(String line) {
        Matcher matcher = FORM.matcher(line.strip());
        return matcher.matches() ? Optional.of(new PublicKey(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    @Override
    public String toString() {
        return type + " " + base64;
    }
}
