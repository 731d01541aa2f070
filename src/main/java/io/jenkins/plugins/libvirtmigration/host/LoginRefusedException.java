package io.jenkins.plugins.libvirtmigration.host;

/**
 * A host answers and nobody may use it: its host key is not the one that is known, or it does not let the user in. Nothing
 * is known of what runs on it, as with any host that cannot be reached, but to try again changes nothing.
 */
public final class LoginRefusedException extends HypervisorUnreachableException {
    private static final long serialVersionUID = 1;

    public LoginRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public LoginRefusedException of(String host) {
        return new LoginRefusedException(host + ": " + getMessage(), this);
    }
}
