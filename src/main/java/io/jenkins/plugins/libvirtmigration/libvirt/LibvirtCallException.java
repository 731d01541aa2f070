package io.jenkins.plugins.libvirtmigration.libvirt;

/** A call to libvirt that failed, with libvirt's error code (virErrorNumber) and its own words. */
public class LibvirtCallException extends RuntimeException {
    public static final int OPERATION_INVALID = 55;
    public static final int NO_DOMAIN = 42;
    public static final int OPERATION_ABORTED = 78;
    public static final int NO_DOMAIN_METADATA = 80;
    public static final int STORAGE_VOLUME_EXISTS = 90;

    private static final long serialVersionUID = 1;

    private final int code;

    public LibvirtCallException(int code, String message) {
        super(message);
        this.code = code;
    }

    public LibvirtCallException(int code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public int code() {
        return code;
    }
}
