package io.jenkins.plugins.libvirtmigration.check;

import java.util.Objects;

/**
 * One thing looked at on a host, or between a host and a peer.
 *
 * @param host the host that was looked at
 * @param peer the other host where the check is about a pair, else null
 * @param id a stable name in kebab case, for example {@code cpu-compatible}
 * @param found what was there, with the value
 * @param expected what a migration needs
 * @param remedy what an administrator can do about it; null where nothing needs doing
 */
public record Check(
        String host, String peer, String id, CheckStatus status, String found, String expected, String remedy) {

    public Check {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
    }

    public static Check passed(String host, String peer, String id, String found, String expected) {
        return new Check(host, peer, id, CheckStatus.PASSED, found, expected, null);
    }

    public static Check warning(String host, String peer, String id, String found, String expected, String remedy) {
        return new Check(host, peer, id, CheckStatus.WARNING, found, expected, remedy);
    }

    public static Check failed(String host, String peer, String id, String found, String expected, String remedy) {
        return new Check(host, peer, id, CheckStatus.FAILED, found, expected, remedy);
    }

    public boolean hasFailed() {
        return status == CheckStatus.FAILED;
    }

    /** The check as one sentence for a log: value, reason, remedy. */
    public String sentence() {
        String between = peer == null ? host : host + " and " + peer;
        String said = id + " (" + between + "): found " + found + ", expected " + expected;
        return remedy == null ? said : said + ". " + remedy;
    }
}
