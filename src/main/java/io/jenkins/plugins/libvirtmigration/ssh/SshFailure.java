package io.jenkins.plugins.libvirtmigration.ssh;

import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.host.LoginRefusedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Base64;
import net.schmizz.sshj.userauth.UserAuthException;

/** Says why a host could not be logged in to, and what to do about it. */
final class SshFailure {
    private final HypervisorAddress address;
    private final SshIdentity identity;
    private final Duration timeout;

    SshFailure(HypervisorAddress address, SshIdentity identity, Duration timeout) {
        this.address = address;
        this.identity = identity;
        this.timeout = timeout;
    }

    HypervisorUnreachableException timedOut(Throwable cause) {
        return failure(
                "no answer on port " + address.port() + " within " + timeout.toMillis() / 1000.0 + " s. Check that the"
                        + " host is up, that the address is right and that no firewall swallows the packets.",
                cause);
    }

    /** It is not the host that is known, or it does not let us in. */
    LoginRefusedException refused(String reason, Throwable cause) {
        return new LoginRefusedException(words(reason), cause);
    }

    HypervisorUnreachableException explain(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserAuthException) {
                return refused(notAuthorised(), thrown);
            }
            if (cause instanceof UnknownHostException) {
                return failure(
                        "the name " + address.host() + " is not known on this machine. Check it, or write the"
                                + " address instead.",
                        thrown);
            }
            if (cause instanceof SocketTimeoutException) {
                return timedOut(thrown);
            }
            if (cause instanceof NoRouteToHostException) {
                return failure(
                        "there is no route to it (" + cause.getMessage() + "). Check that the host is up and the"
                                + " network between.",
                        thrown);
            }
            if (cause instanceof ConnectException) {
                return failure(
                        "port " + address.port() + " gave: " + cause.getMessage() + ". Check that sshd runs there"
                                + " and listens on that port.",
                        thrown);
            }
        }
        return failure(
                "the SSH server and we do not come together: " + thrown.getMessage()
                        + ". Its own log says more (journalctl -u ssh -u sshd).",
                thrown);
    }

    private String notAuthorised() {
        String user = identity.user();
        String line = identity.fingerprint().type() + " "
                + Base64.getEncoder()
                        .encodeToString(Fingerprint.blob(identity.keys().getPublic()));
        return "user " + user + " may not log in with the key " + identity.fingerprint()
                + ". Check the user and the key" + ", and that the file authorized_keys of " + user
                + " on that host has the line: " + line;
    }

    private HypervisorUnreachableException failure(String reason, Throwable cause) {
        return new HypervisorUnreachableException(words(reason), cause);
    }

    private String words(String reason) {
        return "Cannot connect to " + address.name() + ": " + reason;
    }
}
