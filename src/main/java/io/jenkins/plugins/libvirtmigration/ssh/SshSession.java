package io.jenkins.plugins.libvirtmigration.ssh;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * One authenticated SSH connection to a host, over which programs are run, ports are tried and sockets are reached.
 *
 * <p>A keep-alive is sent every {@value #KEEP_ALIVE_SECONDS} s and answered by any healthy server, so the connection is
 * given up when nothing at all was heard for {@value #SILENCE_SECONDS} s: a dead link is noticed within
 * {@link #DEAD_LINK_NOTICED_WITHIN}.
 */
public final class SshSession implements SshHost, AutoCloseable {
    static final int KEEP_ALIVE_SECONDS = 3;
    static final int SILENCE_SECONDS = 12;

    /** After that long without a sign of the host every call fails and {@link #isAlive()} is false. */
    public static final Duration DEAD_LINK_NOTICED_WITHIN = Duration.ofSeconds(15);

    /** For opening a channel: the server answers at once unless it is in trouble. */
    private static final Duration CHANNEL_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final HypervisorAddress address;
    private final SSHClient client;
    private final Socket socket;
    private volatile boolean closed;

    SshSession(HypervisorAddress address, SSHClient client) {
        this.address = address;
        this.client = client;
        this.socket = client.getSocket();
        client.getConnection().setTimeoutMs((int) CHANNEL_TIMEOUT.toMillis());
    }

    /**
     * Connects and logs in. The address's user goes before the identity's.
     *
     * @param timeout for all of it, from looking up the name to being logged in
     * @throws HypervisorUnreachableException naming the host, the reason and what to do about it
     */
    public static SshSession open(HypervisorAddress address, SshIdentity identity, HostKeys keys, Duration timeout) {
        SshIdentity user = address.user().map(identity::as).orElse(identity);
        return new SshConnector(address, user, keys).connect(timeout);
    }

    @Override
    public CommandOutput run(Duration timeout, List<String> words) {
        String line = ShellWords.join(words);
        try (Session session = client.startSession()) {
            return RemoteCommand.run(session, line, timeout);
        } catch (TimeoutException e) {
            throw new HypervisorUnreachableException(
                    address.name() + ": " + words.get(0) + " has not ended within " + timeout.toSeconds() + " s.", e);
        } catch (OpenFailException e) {
            throw noSession(e);
        } catch (IOException | IllegalStateException e) {
            throw lost("running " + words.get(0), e);
        }
    }

    @Override
    public Reachability reach(String host, int port, Duration timeout) {
        DirectChannel channel = DirectChannel.toPort(client.getConnection(), host, port);
        try {
            channel.open(timeout);
            channel.close();
            return Reachability.OPEN;
        } catch (OpenFailException e) {
            return PortAnswer.of(e);
        } catch (IOException e) {
            if (isAlive() && e.getCause() instanceof TimeoutException) {
                return Reachability.SILENT;
            }
            throw lost("reaching " + host + " port " + port, e);
        }
    }

    /**
     * Connects to a Unix socket of the host.
     *
     * @throws RefusedException when the SSH server does not do it: forbidden, no such socket or not permitted, which it
     *     does not tell apart
     */
    public RemoteStream connectSocket(String path) throws RefusedException {
        DirectChannel channel = DirectChannel.toSocket(client.getConnection(), path);
        try {
            channel.open(CHANNEL_TIMEOUT);
            return new ChannelStream(channel);
        } catch (OpenFailException e) {
            throw new RefusedException(e.getMessage());
        } catch (IOException e) {
            throw lost("connecting to " + path, e);
        }
    }

    /** Starts a program and stays connected to its standard input and output. */
    public RemoteStream start(List<String> words) {
        try {
            Session session = client.startSession();
            return new ProgramStream(session, session.exec(ShellWords.join(words)));
        } catch (OpenFailException e) {
            throw noSession(e);
        } catch (IOException | IllegalStateException e) {
            throw lost("starting " + words.get(0), e);
        }
    }

    /** False once the connection was closed or nothing was heard for too long; never true again. */
    public boolean isAlive() {
        return !closed && !socket.isClosed() && client.getTransport().isRunning();
    }

    public HypervisorAddress address() {
        return address;
    }

    /** Says goodbye if that works at once, and closes the socket in any case. */
    @Override
    public void close() {
        closed = true;
        Thread farewell = new Thread(this::disconnect, "ssh-close " + address.name());
        farewell.setDaemon(true);
        farewell.start();
        try {
            farewell.join(FAREWELL.toMillis());
            socket.close();
            farewell.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            closeQuietly(socket);
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // the descriptor is gone all the same
        }
    }

    private void disconnect() {
        try {
            client.disconnect();
        } catch (IOException e) {
            closeQuietly(socket);
        }
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // the descriptor is gone all the same
        }
    }

    private HypervisorUnreachableException noSession(OpenFailException e) {
        return new HypervisorUnreachableException(
                address.name() + ": the SSH server runs no further program on this connection (" + e.getMessage()
                        + "). It permits ten at a time, unless sshd_config says otherwise in MaxSessions.",
                e);
    }

    /** @param e what sshj says: an IOException, or IllegalStateException where the connection was lost before */
    private HypervisorUnreachableException lost(String doing, Exception e) {
        String state = closed ? " was closed" : isAlive() ? " failed" : " was lost";
        return new HypervisorUnreachableException(
                "The SSH connection to " + address.name() + state + " while " + doing + ": " + e.getMessage(), e);
    }

    /** The SSH server would not connect us to a socket. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }
}
