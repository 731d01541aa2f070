package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A host that takes connections and says nothing: a step that asks it is in the middle of it until it is closed. */
final class SilentHost implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> callers = new ArrayList<>();
    private final CountDownLatch called = new CountDownLatch(1);

    SilentHost() throws IOException {
        Thread thread = new Thread(this::accept, "silent host");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = server.accept();
                synchronized (callers) {
                    callers.add(caller);
                }
                called.countDown();
            }
        } catch (IOException e) {
            called.countDown(); // it was closed
        }
    }

    int port() {
        return server.getLocalPort();
    }

    void awaitCall() throws InterruptedException {
        if (!called.await(2, TimeUnit.MINUTES)) {
            throw new AssertionError("Nobody has called the host.");
        }
    }

    /** From now on nothing answers at its port, and whoever waits for a word is told. */
    @Override
    public void close() throws IOException {
        server.close();
        synchronized (callers) {
            for (Socket caller : callers) {
                caller.close();
            }
        }
    }
}
