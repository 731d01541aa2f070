package io.jenkins.plugins.libvirtmigration.libvirt;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.ssh.RemoteStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.libvirt.jna.ConnectionPointer;

/**
 * A virConnect and the tunnel that carries it. Calls go through {@link #call}, so that closing never frees what a call
 * in another thread still uses, and what libvirt says goes wrong becomes an exception.
 */
final class NativeConnection implements AutoCloseable {
    /** With {@link #KEEP_ALIVE_COUNT} a dead link is noticed after 12 s (interval times count and one more). */
    private static final int KEEP_ALIVE_SECONDS = 3;

    private static final int KEEP_ALIVE_COUNT = 3;
    /** libvirt itself gives up on a domain that is busy after 30 s (QEMU_JOB_WAIT_TIME): its own words shall come first. */
    private static final Duration ANSWER = Duration.ofSeconds(40);

    /** A slow file system may take minutes for a large image or a large directory. */
    private static final Duration PATIENT_ANSWER = Duration.ofMinutes(10);

    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration CALLS_END = Duration.ofSeconds(5);

    private final LibvirtNative library;
    private final String host;
    private final DaemonTunnel tunnel;
    private final ConnectionPointer pointer;
    private final Gate gate = new Gate(this::release);
    private final Set<Gate> children = ConcurrentHashMap.newKeySet();

    private NativeConnection(LibvirtNative library, String host, DaemonTunnel tunnel, ConnectionPointer pointer) {
        this.library = library;
        this.host = host;
        this.tunnel = tunnel;
        this.pointer = pointer;
    }

    /**
     * @param host its name in messages
     * @param daemon is closed with the connection, or if there will be none
     * @throws OpenException with libvirt's words, or those of the program that leads to the daemon
     */
    static NativeConnection open(String host, RemoteStream daemon, Duration timeout) throws OpenException {
        LibvirtNative library = LibvirtLibrary.get();
        try (SocketFolder folder = SocketFolder.create()) {
            DaemonTunnel tunnel = DaemonTunnel.open(folder.socket(), daemon, host);
            try (Deadline deadline = new Deadline(timeout, tunnel::close)) {
                ConnectionPointer pointer = library.virConnectOpen(uri(folder.socket()));
                if (pointer == null) {
                    String words = library.virGetLastErrorMessage();
                    String complaint = tunnel.complaint();
                    tunnel.close();
                    throw new OpenException(
                            deadline.hasPassed() ? "no answer within " + timeout.toSeconds() + " s" : words, complaint);
                }
                NativeConnection connection = new NativeConnection(library, host, tunnel, pointer);
                connection.keepAlive();
                return connection;
            }
        } catch (IOException e) {
            daemon.close();
            throw new UncheckedIOException("The local socket for libvirt cannot be made: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            daemon.close();
            throw e;
        }
    }

    /** Everything but the plainest characters in percent form, as libvirt reads it back (virURIParse). */
    private static String uri(Path socket) {
        StringBuilder uri = new StringBuilder("qemu+unix:///system?socket=");
        for (byte octet : socket.toString().getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > 0 && (Character.isLetterOrDigit(octet) || "/._-".indexOf(octet) >= 0);
            uri.append(plain ? String.valueOf((char) octet) : String.format("%%%02X", octet));
        }
        return uri.toString();
    }

    private void keepAlive() {
        try {
            call((libvirt, connection) ->
                    checked(libvirt.virConnectSetKeepAlive(connection, KEEP_ALIVE_SECONDS, KEEP_ALIVE_COUNT)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Runs calls to libvirt, whose results go through {@code checked} in the same thread. One that is not answered within
     * {@link #ANSWER} ends the connection, which is the only way to end it: a daemon may wait for a QEMU that hangs, and
     * answer every keep-alive meanwhile.
     */
    <T> T call(BiFunction<LibvirtNative, ConnectionPointer, T> call) {
        return call(ANSWER, call);
    }

    /** The same for what reads or writes disks, or starts a guest, or waits for its agent. */
    <T> T callWithPatience(BiFunction<LibvirtNative, ConnectionPointer, T> call) {
        return call(PATIENT_ANSWER, call);
    }

    /** For the call that moves a guest: whoever makes it watches it, and closes the connection. */
    <T> T callForAsLongAsItTakes(BiFunction<LibvirtNative, ConnectionPointer, T> call) {
        if (!gate.enter()) {
            throw closed();
        }
        try {
            return call.apply(library, pointer);
        } finally {
            gate.leave();
        }
    }

    private <T> T call(Duration bound, BiFunction<LibvirtNative, ConnectionPointer, T> call) {
        Deadline deadline = new Deadline(bound, tunnel::close);
        try {
            return callForAsLongAsItTakes(call);
        } catch (HypervisorUnreachableException e) {
            throw deadline.hasPassed()
                    ? new HypervisorUnreachableException(
                            "libvirt on " + host + " did not answer a question within " + bound.toSeconds() + " s.", e)
                    : e;
        } finally {
            deadline.close();
        }
    }

    int checked(int result) {
        if (result < 0) {
            throw failure();
        }
        return result;
    }

    <P> P checked(P result) {
        if (result == null) {
            throw failure();
        }
        return result;
    }

    /** What libvirt said last in this thread; any further call to it may forget that. */
    LibvirtCallException lastError() {
        return new LibvirtCallException(library.virGetLastErrorCode(), library.virGetLastErrorMessage());
    }

    private RuntimeException failure() {
        return explain(lastError());
    }

    /** The error itself, or that the connection is gone, which then is the reason for it. */
    RuntimeException explain(LibvirtCallException error) {
        if (gate.isClosed()) {
            return closed();
        }
        return isAlive()
                ? error
                : new HypervisorUnreachableException(
                        "The connection to libvirt on " + host + " was lost: " + error.getMessage(), error);
    }

    private HypervisorUnreachableException closed() {
        return new HypervisorUnreachableException("The connection to libvirt on " + host + " is closed.", null);
    }

    /** Asks the local client, not the daemon: false once the keep-alive failed or the stream ended. */
    boolean isAlive() {
        if (!gate.enter()) {
            return false;
        }
        try {
            return library.virConnectIsAlive(pointer) == 1;
        } finally {
            gate.leave();
        }
    }

    /** What must be freed before the connection ends. */
    void adopt(Gate child) {
        children.add(child);
        if (gate.isClosed()) {
            child.close();
        }
    }

    void disown(Gate child) {
        children.remove(child);
    }

    String host() {
        return host;
    }

    @Override
    public void close() {
        children.forEach(Gate::close);
        children.clear();
        gate.close();
        if (!gate.awaitEmpty(Duration.ZERO)) {
            tunnel.close();
            gate.awaitEmpty(CALLS_END);
        }
    }

    /** The last call has left: says goodbye to the daemon, which takes a moment if the link is well. */
    private void release() {
        Deadline farewell = new Deadline(FAREWELL, tunnel::close);
        library.virConnectClose(pointer);
        farewell.close();
        tunnel.close();
    }

    /** No connection came about. */
    static final class OpenException extends Exception {
        private static final long serialVersionUID = 1;

        private final String complaint;

        OpenException(String words, String complaint) {
            super(words);
            this.complaint = complaint;
        }

        /** What the program on the way to the daemon wrote, or nothing. */
        String complaint() {
            return complaint;
        }
    }
}
