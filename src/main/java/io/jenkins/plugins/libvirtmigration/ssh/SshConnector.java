package io.jenkins.plugins.libvirtmigration.ssh;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.PublicKey;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.SocketFactory;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.keyprovider.KeyPairWrapper;
import net.schmizz.sshj.userauth.method.AuthPublickey;

/**
 * Connects and logs in with a public key, within a time that holds for all of it. The work is done by a thread of its
 * own, since looking up a name cannot be interrupted, and a server may send its greeting a byte at a time.
 */
final class SshConnector {
    private final HypervisorAddress address;
    private final SshIdentity identity;
    private final HostKeyCheck check;
    private final WatchedSocket socket = new WatchedSocket();

    SshConnector(HypervisorAddress address, SshIdentity identity, HostKeys keys) {
        this.address = address;
        this.identity = identity;
        this.check = new HostKeyCheck(keys);
    }

    /**
     * The host key that a server shows, refused at once: nothing is sent that would say who we are.
     *
     * @throws HypervisorUnreachableException naming the host, the reason and what to do about it
     */
    static PublicKey offeredKey(HypervisorAddress address, Duration timeout) {
        SshConnector connector = new SshConnector(address, null, HostKeys.knownHosts("", "nobody"));
        try {
            connector.connect(timeout).close();
            throw new IllegalStateException("A host key was accepted that nobody knows.");
        } catch (HypervisorUnreachableException e) {
            return connector.check.offered().orElseThrow(() -> e);
        }
    }

    SshSession connect(Duration timeout) {
        SshFailure failure = new SshFailure(address, identity, timeout);
        FutureTask<SshSession> task = new FutureTask<>(() -> connectNow(timeout));
        Thread thread = new Thread(task, "ssh-connect " + address.name());
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            SshSession.closeQuietly(socket);
            throw failure.timedOut(e);
        } catch (InterruptedException e) {
            SshSession.closeQuietly(socket);
            Thread.currentThread().interrupt();
            throw new HypervisorUnreachableException("Connecting to " + address.name() + " was interrupted.", e);
        } catch (ExecutionException e) {
            throw check.refusal()
                    .<HypervisorUnreachableException>map(refusal -> failure.refused(refusal, e.getCause()))
                    .orElseGet(() -> failure.explain(e.getCause()));
        }
    }

    private SshSession connectNow(Duration timeout) throws IOException {
        int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
        SSHClient client = new SSHClient(new SshConfiguration());
        client.setSocketFactory(new Only(socket));
        client.setConnectTimeout(millis);
        client.setTimeout(millis);
        client.getTransport().setTimeoutMs(millis);
        client.getConnection().getKeepAlive().setKeepAliveInterval(SshSession.KEEP_ALIVE_SECONDS);
        client.addHostKeyVerifier(check);
        try {
            client.connect(address.host(), address.port());
            client.auth(identity.user(), new AuthPublickey(new KeyPairWrapper(identity.keys())));
            // The keep-alives begin with the login: from here on silence means a dead link.
            socket.setSoTimeout(SshSession.SILENCE_SECONDS * 1000);
            return new SshSession(address, client);
        } catch (IOException | RuntimeException e) {
            SshSession.closeQuietly(socket);
            try {
                client.disconnect();
            } catch (IOException disconnecting) {
                e.addSuppressed(disconnecting);
            }
            throw e;
        }
    }

    /** Gives sshj the socket that we can close while it waits. */
    private static final class Only extends SocketFactory {
        private final Socket socket;

        Only(Socket socket) {
            this.socket = socket;
        }

        @Override
        public Socket createSocket() {
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
