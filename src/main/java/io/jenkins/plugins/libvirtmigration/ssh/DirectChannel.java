package io.jenkins.plugins.libvirtmigration.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.AbstractDirectChannel;
import net.schmizz.sshj.transport.TransportException;

/**
 * A channel that the server connects to something for us. Unlike sshj's own it may be given up while the server still
 * tries: what is confirmed too late is closed then, for the server knows nothing of our patience.
 */
final class DirectChannel extends AbstractDirectChannel {
    private final Request request;
    private volatile boolean abandoned;

    /** The part of the open request that is the channel type's own. */
    @FunctionalInterface
    private interface Request {
        SSHPacket append(SSHPacket packet);
    }

    private DirectChannel(Connection connection, String type, Request request) {
        super(connection, type);
        this.request = request;
    }

    /** To a Unix socket of the host (OpenSSH's PROTOCOL file, 2.4). */
    static DirectChannel toSocket(Connection connection, String path) {
        return new DirectChannel(
                connection,
                "direct-streamlocal@openssh.com",
                packet -> packet.putString(path).putString("").putUInt32(0));
    }

    /** To a TCP port as the host sees it (RFC 4254, 7.2). */
    static DirectChannel toPort(Connection connection, String address, int port) {
        return new DirectChannel(
                connection,
                "direct-tcpip",
                packet -> packet.putString(address)
                        .putUInt32(port)
                        .putString("127.0.0.1")
                        .putUInt32(0));
    }

    @Override
    protected SSHPacket buildOpenReq() {
        return request.append(super.buildOpenReq());
    }

    /** @throws ConnectionException an OpenFailException with the server's words, or with a TimeoutException as cause */
    void open(Duration timeout) throws IOException {
        try {
            trans.write(buildOpenReq());
            openEvent.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ConnectionException e) {
            abandoned = true;
            if (isOpen()) {
                sendClose();
            }
            throw e;
        }
    }

    /** Asks the server to close; what still arrives until it has is read by nobody. */
    void closeSoon() {
        try {
            sendClose();
        } catch (TransportException e) {
            // the connection is lost, and the channel with it
        }
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws SSHException {
        super.handle(message, packet);
        if (abandoned && message == Message.CHANNEL_OPEN_CONFIRMATION) {
            sendClose();
        }
    }
}
