package io.jenkins.plugins.libvirtmigration.ssh;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;

/**
 * The key that answers at an address, to be compared with what the host itself says. Whoever answers there may have
 * made it up: it is never trusted because it was shown.
 *
 * @param line type and base64, as in a .pub file
 */
public record OfferedKey(Fingerprint fingerprint, String line) {

    /**
     * Asks for the key, and leaves without logging in.
     *
     * @param timeout for all of it
     * @throws io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException naming the host, the reason and
     *     what to do about it
     */
    public static OfferedKey of(HypervisorAddress address, Duration timeout) {
        PublicKey key = SshConnector.offeredKey(address, timeout);
        Fingerprint fingerprint = Fingerprint.of(key);
        return new OfferedKey(
                fingerprint, fingerprint.type() + " " + Base64.getEncoder().encodeToString(Fingerprint.blob(key)));
    }

    /** To be typed on the host's own console; it prints the fingerprint. */
    public String compareWith() {
        return HostKeys.compareCommand(fingerprint);
    }
}
