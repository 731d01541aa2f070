package io.jenkins.plugins.libvirtmigration.libvirt;

import io.jenkins.plugins.libvirtmigration.ssh.RemoteStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** A daemon's end of a stream, in this JVM: a test reads what was sent and writes what is to be answered. */
final class FakeRemoteStream implements RemoteStream {
    final PipedInputStream sent = new PipedInputStream(1 << 20);
    final PipedOutputStream answer = new PipedOutputStream();
    final CountDownLatch closed = new CountDownLatch(1);
    private final PipedOutputStream output;
    private final PipedInputStream input;

    FakeRemoteStream() {
        try {
            output = new PipedOutputStream(sent);
            input = new PipedInputStream(answer, 1 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public String complaint() {
        return "";
    }

    @Override
    public void close() {
        try {
            output.close();
            answer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closed.countDown();
    }
}
