package io.jenkins.plugins.libvirtmigration.ssh;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.shell.InvertedShellWrapper;
import org.apache.sshd.server.shell.ProcessShell;

/** An SSH server on the loopback, with the host keys that a test gives it; it runs what it is told in a shell. */
public final class TestServer implements AutoCloseable {
    private final SshServer server = SshServer.setUpDefaultServer();
    private final Set<String> users = ConcurrentHashMap.newKeySet();

    public TestServer(KeyPair... hostKeys) {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
        server.setPublickeyAuthenticator((user, key, session) -> users.contains(user + " " + text(key)));
        server.setCommandFactory((channel, line) -> new InvertedShellWrapper(new ProcessShell("sh", "-c", line)));
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestServer allow(SshIdentity identity) {
        users.add(identity.user() + " " + text(identity.keys().getPublic()));
        return this;
    }

    void forbidForwarding() {
        server.setForwardingFilter(null);
    }

    int port() {
        return server.getPort();
    }

    public HypervisorAddress address() {
        return new HypervisorAddress(Optional.empty(), "127.0.0.1", port());
    }

    /** Lines of known_hosts. */
    HostKeys knowing(KeyPair... keys) {
        List<String> lines = Arrays.stream(keys)
                .map(key -> "[127.0.0.1]:" + port() + " " + text(key.getPublic()))
                .toList();
        return HostKeys.knownHosts(String.join("\n", lines), "known_hosts");
    }

    /** Type and base64. */
    public static String text(PublicKey key) {
        return Fingerprint.of(key).type() + " " + Base64.getEncoder().encodeToString(Fingerprint.blob(key));
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
