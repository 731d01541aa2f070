package io.jenkins.plugins.libvirtmigration.probe;

/** This machine cannot ask the guest at all; the message says what it lacks and what to do. */
public class ProbeUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ProbeUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
