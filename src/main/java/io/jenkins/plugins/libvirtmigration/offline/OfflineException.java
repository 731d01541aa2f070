package io.jenkins.plugins.libvirtmigration.offline;

/** Something about a powered-off guest is not as it must be; the message has the value, the reason and the remedy. */
final class OfflineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OfflineException(String message) {
        super(message);
    }
}
