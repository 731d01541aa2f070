package io.jenkins.plugins.libvirtmigration.jenkins.request;

/** Parameters that cannot be left out. */
final class Required {
    private Required() {}

    /** @throws IllegalArgumentException naming the parameter */
    static String text(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing: write " + name + ": '...'.");
        }
        return value.strip();
    }
}
