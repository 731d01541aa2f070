package io.jenkins.plugins.libvirtmigration.libvirt;

import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.NativeConnection.OpenException;
import io.jenkins.plugins.libvirtmigration.ssh.RemoteStream;
import io.jenkins.plugins.libvirtmigration.ssh.SshSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The libvirt of a host, reached over SSH: through a channel to the daemon's socket, or where the SSH server does not
 * open one, through the program that libvirt itself uses for that.
 */
public final class LibvirtDaemon {
    /** The one daemon or, beside modular ones, their proxy; then the modular one for QEMU; then before /run was. */
    private static final List<String> SOCKETS =
            List.of("/run/libvirt/libvirt-sock", "/run/libvirt/virtqemud-sock", "/var/run/libvirt/libvirt-sock");

    private static final List<String> HELPER = List.of("virt-ssh-helper", "qemu:///system");

    private final SshSession session;
    private final String user;
    private final Duration timeout;
    private volatile String knownSocket;

    /**
     * @param user as whom the session is logged in, for messages
     * @param timeout for each connection until libvirt has answered
     */
    public LibvirtDaemon(SshSession session, String user, Duration timeout) {
        this.session = session;
        this.user = user;
        this.timeout = timeout;
    }

    /**
     * Opens one more connection. The caller closes it.
     *
     * @throws HypervisorUnreachableException saying what was tried, and what an administrator can do
     * @throws LibvirtMissingException when this machine has no libvirt
     */
    public LibvirtConnection connect() {
        List<String> refusals = new ArrayList<>();
        for (String socket : knownSocket == null ? SOCKETS : List.of(knownSocket)) {
            try {
                RemoteStream stream = session.connectSocket(socket);
                LibvirtConnection connection = open(stream, "through " + socket);
                knownSocket = socket;
                return connection;
            } catch (SshSession.RefusedException e) {
                refusals.add(socket + ": " + e.getMessage());
                knownSocket = null; // another daemon may be there the next time
            }
        }
        return open(
                session.start(HELPER),
                "with virt-ssh-helper, after the SSH server connected to no socket (" + String.join("; ", refusals)
                        + ")");
    }

    /**
     * The daemon's socket that takes our connection, found without this machine's libvirt library and without a word to
     * the daemon. Empty where the SSH server opens none, as {@link #connect()} would then use the program.
     */
    public Optional<String> reachableSocket() {
        for (String socket : SOCKETS) {
            try {
                session.connectSocket(socket).close();
                return Optional.of(socket);
            } catch (SshSession.RefusedException e) {
                // the next one may be there
            }
        }
        return Optional.empty();
    }

    private LibvirtConnection open(RemoteStream stream, String way) {
        String host = session.address().name();
        try {
            return new DaemonConnection(NativeConnection.open(host, stream, timeout));
        } catch (OpenException e) {
            String words = e.complaint().isEmpty() ? e.getMessage() : e.complaint();
            throw new HypervisorUnreachableException(
                    "Cannot connect to libvirt on " + host + " as user " + user + " " + way + ": " + words + ". "
                            + ConnectRemedy.of(words, user),
                    e);
        }
    }
}
