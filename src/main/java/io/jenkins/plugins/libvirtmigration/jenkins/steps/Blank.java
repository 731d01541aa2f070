package io.jenkins.plugins.libvirtmigration.jenkins.steps;

/** A field of a form that was left blank is a parameter that was left out. */
public final class Blank {
    private Blank() {}

    /** The text without spaces around it; null where nothing is left. */
    public static String toNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
