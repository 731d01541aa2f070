package io.jenkins.plugins.libvirtmigration.cli;

/** Text from a hypervisor may hold control characters that a terminal would obey: shows them instead. */
final class Printable {
    private Printable() {}

    static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                shown.append(String.format("\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }
}
