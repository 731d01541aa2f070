package io.jenkins.plugins.libvirtmigration.ssh;

import java.io.InputStream;
import java.io.OutputStream;

/** Bytes to and from something on a host: a socket, or a program's standard input and output. */
public interface RemoteStream extends AutoCloseable {

    InputStream input();

    /** Wants a flush after each message. */
    OutputStream output();

    /**
     * What a program wrote to standard error so far, at most the first kilobytes; waits a moment for one that is about
     * to end. Empty for a socket.
     */
    String complaint();

    /** Never throws, and never waits for the other side. */
    @Override
    void close();
}
