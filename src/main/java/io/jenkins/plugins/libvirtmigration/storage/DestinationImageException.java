package io.jenkins.plugins.libvirtmigration.storage;

/** An image for a copied disk cannot be made; the message names the path, the reason and the remedy. */
public class DestinationImageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DestinationImageException(String message) {
        super(message);
    }

    public DestinationImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
