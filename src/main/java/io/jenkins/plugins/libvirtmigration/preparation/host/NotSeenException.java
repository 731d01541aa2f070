package io.jenkins.plugins.libvirtmigration.preparation.host;

/** Something about a host could not be looked at. Never taken for "it is in order". */
public class NotSeenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String remedy;

    /**
     * @param message what could not be seen, and why
     * @param remedy what makes it visible
     */
    public NotSeenException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
