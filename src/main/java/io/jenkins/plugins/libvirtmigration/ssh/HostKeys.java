package io.jenkins.plugins.libvirtmigration.ssh;

import static io.jenkins.plugins.libvirtmigration.host.HypervisorAddress.SSH_PORT;

import io.jenkins.plugins.libvirtmigration.ssh.KnownHostsLine.Marker;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The host keys that are trusted: those of a known_hosts file, or one that is pinned. A key that is not among them is
 * refused, always; there is no way to accept any.
 */
public final class HostKeys {
    private final String origin;
    private final boolean pinned;
    private final List<KnownHostsLine> lines;
    private final List<String> unreadable;

    private HostKeys(String origin, boolean pinned, List<KnownHostsLine> lines, List<String> unreadable) {
        this.origin = origin;
        this.pinned = pinned;
        this.lines = List.copyOf(lines);
        this.unreadable = List.copyOf(unreadable);
    }

    /**
     * @param content of a known_hosts file as OpenSSH writes it; a line that cannot be read trusts nothing, and is
     *     named when a host is refused
     * @param origin where an administrator finds it, for messages: the path of the file
     */
    public static HostKeys knownHosts(String content, String origin) {
        List<KnownHostsLine> lines = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        int number = 0;
        for (String line : content.lines().toList()) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            try {
                lines.add(KnownHostsLine.parse(number, line));
            } catch (IllegalArgumentException e) {
                unreadable.add("line " + number + ": " + e.getMessage());
            }
        }
        return new HostKeys(origin, false, lines, unreadable);
    }

    /**
     * One key, for the one host that is connected to with it.
     *
     * @param key type and base64, as in a .pub file or the output of ssh-keyscan without the host
     * @param origin where an administrator finds it, for messages
     * @throws IllegalArgumentException saying what is wrong with the key
     */
    public static HostKeys pinned(String key, String origin) {
        try {
            KnownHostsLine line = KnownHostsLine.parse(1, "* " + key.strip());
            return new HostKeys(origin, true, List.of(line), List.of());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + key.strip() + "\" is not a host key: " + e.getMessage()
                    + ". Write its type and the key, for example \"ssh-ed25519 AAAAC3Nza...\", as it stands in"
                    + " /etc/ssh/ssh_host_ed25519_key.pub on the host.");
        }
    }

    /** The types of the keys known for a host. */
    List<String> types(String host, int port) {
        List<KnownHostsLine> exact = known(HostPatterns.name(host, port));
        List<KnownHostsLine> known = exact.isEmpty() ? known(HostPatterns.name(host, SSH_PORT)) : exact;
        return known.stream().map(KnownHostsLine::type).distinct().toList();
    }

    /** Empty when the key may be trusted; else why not, and what an administrator can do. */
    Optional<String> refusal(String host, int port, String type, byte[] blob) {
        String name = HostPatterns.name(host, port);
        Fingerprint offered = Fingerprint.of(type, blob);
        Optional<KnownHostsLine> revoked = lines.stream()
                .filter(line -> line.marker() == Marker.REVOKED && line.isKey(blob) && appliesTo(line, host, port))
                .findFirst();
        if (revoked.isPresent()) {
            return Optional.of("its host key " + offered + " is marked @revoked in " + place(revoked.get())
                    + ". Give the host a new key and put that one into " + origin + ".");
        }
        List<KnownHostsLine> known = known(name);
        if (known.stream().anyMatch(line -> line.isKey(blob)) || known.isEmpty() && isKnownWithoutPort(host, blob)) {
            return Optional.empty();
        }
        String line =
                (pinned ? "" : name + " ") + type + " " + Base64.getEncoder().encodeToString(blob);
        return Optional.of(known.isEmpty() ? unknown(name, offered, line) : changed(known, offered, line));
    }

    private String unknown(String name, Fingerprint offered, String line) {
        String authority = lines.stream()
                .filter(entry -> entry.marker() == Marker.CERTIFICATE_AUTHORITY
                        && entry.hosts().match(name))
                .findFirst()
                .map(entry -> " (The certificate authority in " + place(entry)
                        + " does not count: host certificates are not supported.)")
                .orElse("");
        String skipped = unreadable.isEmpty() ? "" : " (Not readable there: " + String.join("; ", unreadable) + ".)";
        return "its host key is not known: " + origin + " has none for " + name + ". It offered " + offered + ". "
                + compare(offered) + " If it is the same, add to " + origin + " the line: " + line + authority
                + skipped;
    }

    private String changed(List<KnownHostsLine> known, Fingerprint offered, String line) {
        String expected = known.stream()
                .map(entry -> entry.fingerprint() + " (" + place(entry) + ")")
                .collect(Collectors.joining(", "));
        return "ITS HOST KEY HAS CHANGED. Expected " + expected + ", but it offered " + offered
                + ". Either the host got a new key, or somebody stands between and reads along. Nothing was sent. "
                + compare(offered) + " Only if it is the same, replace the old key by: " + line;
    }

    private static String compare(Fingerprint offered) {
        return "Compare with what the host itself says, on its own console: " + compareCommand(offered) + ".";
    }

    /** Prints the true fingerprint, on the host itself. */
    static String compareCommand(Fingerprint offered) {
        String kind =
                offered.type().startsWith("ecdsa") ? "ecdsa" : offered.type().replace("ssh-", "");
        return "ssh-keygen -lf /etc/ssh/ssh_host_" + kind + "_key.pub";
    }

    private String place(KnownHostsLine line) {
        return pinned ? origin : origin + " line " + line.number();
    }

    /** As ssh does: a host on another port than 22 may also be listed without its port (sshconnect.c). */
    private boolean isKnownWithoutPort(String host, byte[] blob) {
        return known(HostPatterns.name(host, SSH_PORT)).stream().anyMatch(line -> line.isKey(blob));
    }

    private List<KnownHostsLine> known(String name) {
        return lines.stream()
                .filter(line -> line.marker() == Marker.NONE && line.hosts().match(name))
                .toList();
    }

    private static boolean appliesTo(KnownHostsLine line, String host, int port) {
        return line.hosts().match(HostPatterns.name(host, port))
                || line.hosts().match(HostPatterns.name(host, SSH_PORT));
    }

    @Override
    public String toString() {
        return "host keys of " + origin;
    }
}
