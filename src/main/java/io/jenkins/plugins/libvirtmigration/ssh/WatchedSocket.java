package io.jenkins.plugins.libvirtmigration.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import jdk.net.ExtendedSocketOptions;

/**
 * A socket that closes itself when its read timeout has passed without a byte. sshj waits on after a timeout, and a
 * writer that is stuck in a full send buffer, which a dead link leaves behind, would hold the locks that sshj's own
 * keep-alive needs to end the connection: closing the socket frees both.
 *
 * <p>Nor does it let small messages wait for acknowledgements, ours or theirs: what goes over it is many short questions.
 */
final class WatchedSocket extends Socket {
    private final boolean quick = supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        setTcpNoDelay(true);
        super.connect(endpoint, timeout);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    int count = super.read(bytes, offset, length);
                    acknowledge();
                    return count;
                } catch (SocketTimeoutException e) {
                    int seconds = getSoTimeout() / 1000;
                    close();
                    throw new IOException("nothing was heard for " + seconds + " s", e);
                }
            }
        };
    }

    /** sshd holds small answers back until what it sent before is acknowledged, which the kernel puts off by 40 ms. */
    private void acknowledge() throws IOException {
        if (quick) {
            setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }
}
