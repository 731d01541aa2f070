package io.jenkins.plugins.libvirtmigration.libvirt;

/** The machine that this runs on has no libvirt client library; the message says what to install where. */
public class LibvirtMissingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LibvirtMissingException(String message, Throwable cause) {
        super(message, cause);
    }
}
