package io.jenkins.plugins.libvirtmigration.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * A socket that closes itself when its read timeout has passed without a byte. sshj waits on after a timeout, and a
 * writer that is stuck in a full send buffer, which a dead link leaves behind, would hold the locks that sshj's own
 * keep-alive needs to end the connection: closing the socket frees both.
 */
final class WatchedSocket extends Socket {

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
                    return super.read(bytes, offset, length);
                } catch (SocketTimeoutException e) {
                    int seconds = getSoTimeout() / 1000;
                    close();
                    throw new IOException("nothing was heard for " + seconds + " s", e);
                }
            }
        };
    }
}
