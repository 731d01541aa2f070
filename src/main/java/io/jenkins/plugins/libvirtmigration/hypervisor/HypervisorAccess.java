package io.jenkins.plugins.libvirtmigration.hypervisor;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtConnection;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDaemon;
import io.jenkins.plugins.libvirtmigration.ssh.HostKeys;
import io.jenkins.plugins.libvirtmigration.ssh.SshIdentity;
import io.jenkins.plugins.libvirtmigration.ssh.SshSession;
import java.time.Duration;
import java.util.Objects;

/**
 * The way in to hypervisors: who we are and which host keys we trust.
 *
 * @param timeout for logging in, and for each libvirt connection until it answers
 */
public record HypervisorAccess(SshIdentity identity, HostKeys hostKeys, Duration timeout) {
    /** As long as a name server and a busy sshd may take together. */
    public static final Duration TIMEOUT = Duration.ofSeconds(20);

    public HypervisorAccess {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(hostKeys, "hostKeys");
    }

    public HypervisorAccess(SshIdentity identity, HostKeys hostKeys) {
        this(identity, hostKeys, TIMEOUT);
    }

    /**
     * Logs in, and connects to libvirt when it is first asked for: for whoever wants to know why it does not answer.
     *
     * @throws io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException naming the host, the reason and
     *     what to do about it
     */
    public Hypervisor logIn(HypervisorAddress address) {
        SshSession session = SshSession.open(address, identity, hostKeys, timeout);
        return new LoggedInHypervisor(
                session, new LibvirtDaemon(session, address.user().orElse(identity.user()), timeout));
    }

    /**
     * Connects. The address's user goes before the identity's.
     *
     * @throws io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException naming the host, the reason and
     *     what to do about it
     * @throws io.jenkins.plugins.libvirtmigration.libvirt.LibvirtMissingException when this machine has no libvirt
     */
    public Hypervisor open(HypervisorAddress address) {
        SshSession session = SshSession.open(address, identity, hostKeys, timeout);
        try {
            LibvirtDaemon daemon = new LibvirtDaemon(session, address.user().orElse(identity.user()), timeout);
            LibvirtConnection watching = daemon.connect();
            return new ConnectedHypervisor(session, daemon, watching);
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }
}
