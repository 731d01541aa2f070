package io.jenkins.plugins.libvirtmigration.libvirt;

import io.jenkins.plugins.libvirtmigration.ssh.RemoteStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Carries one libvirt connection: libvirt's client connects to a local socket, and its bytes go to the daemon and back
 * over SSH, by one thread for each direction.
 */
final class DaemonTunnel implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final RemoteStream remote;
    private final ServerSocketChannel door;
    private final String host;
    private SocketChannel local;
    private boolean closed;

    private DaemonTunnel(RemoteStream remote, ServerSocketChannel door, String host) {
        this.remote = remote;
        this.door = door;
        this.host = host;
    }

    /**
     * @param socket where libvirt's client is to connect, once
     * @param remote is closed with the tunnel
     */
    static DaemonTunnel open(Path socket, RemoteStream remote, String host) throws IOException {
        ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            door.bind(UnixDomainSocketAddress.of(socket), 1);
        } catch (IOException e) {
            door.close();
            throw e;
        }
        DaemonTunnel tunnel = new DaemonTunnel(remote, door, host);
        start("libvirt-to " + host, tunnel::carryOut);
        return tunnel;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void carryOut() {
        try {
            SocketChannel accepted = accept();
            start("libvirt-from " + host, () -> carryIn(accepted));
            OutputStream output = remote.output();
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (accepted.read(buffer) >= 0) {
                output.write(buffer.array(), 0, buffer.position());
                output.flush();
                buffer.clear();
            }
        } catch (IOException e) {
            // one of both ends is gone, or we are closed: libvirt sees the end of its socket
        } finally {
            close();
            remote.close();
        }
    }

    private void carryIn(SocketChannel accepted) {
        try {
            InputStream input = remote.input();
            byte[] bytes = new byte[BUFFER_BYTES];
            for (int count = input.read(bytes); count >= 0; count = input.read(bytes)) {
                for (ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count); buffer.hasRemaining(); ) {
                    accepted.write(buffer);
                }
            }
        } catch (IOException e) {
            // as above
        } finally {
            close();
        }
    }

    /** The one connection; who comes later finds nobody. */
    private SocketChannel accept() throws IOException {
        SocketChannel accepted = door.accept();
        door.close();
        synchronized (this) {
            if (closed) {
                accepted.close();
            }
            local = accepted;
        }
        return accepted;
    }

    /**
     * Cuts the local side, which makes every call that waits on it fail at once. The remote side follows in the thread
     * that writes to it, since saying goodbye over a dead link takes time.
     */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            door.close();
            if (local != null) {
                local.close();
            }
        } catch (IOException e) {
            // the descriptors are gone all the same
        }
    }

    /** What the program at the other end said, if one carries the connection there. */
    String complaint() {
        return remote.complaint();
    }
}
