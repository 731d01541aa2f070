package io.jenkins.plugins.libvirtmigration.ssh;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Asks {@link HostKeys} on behalf of one connection and remembers why the key was refused. */
final class HostKeyCheck implements HostKeyVerifier {
    private final HostKeys keys;
    private volatile Optional<String> refusal = Optional.empty();
    private volatile Optional<PublicKey> offered = Optional.empty();

    HostKeyCheck(HostKeys keys) {
        this.keys = keys;
    }

    @Override
    public boolean verify(String host, int port, PublicKey key) {
        offered = Optional.of(key);
        refusal = keys.refusal(host, port, KeyType.fromKey(key).toString(), Fingerprint.blob(key));
        return refusal.isEmpty();
    }

    /**
     * What sshj asks for first, so that a host with several keys shows the one that is known. It asks for the others
     * after these, which is as it should be: a refusal can then name the key that was offered instead.
     */
    @Override
    public List<String> findExistingAlgorithms(String host, int port) {
        return keys.types(host, port).stream()
                .flatMap(type -> SshConfiguration.algorithms(type).stream())
                .toList();
    }

    /** What the host showed; empty when it did not come to that. */
    Optional<PublicKey> offered() {
        return offered;
    }

    Optional<String> refusal() {
        return refusal;
    }
}
