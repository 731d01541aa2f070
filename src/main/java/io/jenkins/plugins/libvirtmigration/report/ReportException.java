package io.jenkins.plugins.libvirtmigration.report;

/** A report could not be written, or is not one that can be read; the message names the file and the reason. */
public class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
