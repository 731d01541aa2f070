package io.jenkins.plugins.libvirtmigration.host;

/** A host cannot be reached, or no longer answers; nothing is known of what runs on it. */
public class HypervisorUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public HypervisorUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same of a host that people know by another name than its address. */
    public HypervisorUnreachableException of(String host) {
        return new HypervisorUnreachableException(host + ": " + getMessage(), this);
    }
}
