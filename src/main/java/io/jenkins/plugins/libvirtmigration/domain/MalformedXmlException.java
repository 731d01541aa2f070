package io.jenkins.plugins.libvirtmigration.domain;

/** XML from a hypervisor that cannot be read, or is not what libvirt documents. The message quotes none of it. */
public class MalformedXmlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedXmlException(String message) {
        super(message);
    }

    public MalformedXmlException(String message, Throwable cause) {
        super(message, cause);
    }
}
