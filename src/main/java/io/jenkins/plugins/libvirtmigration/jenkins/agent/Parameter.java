package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import java.util.function.Function;

/** Reads a parameter of a job. */
public final class Parameter {
    private Parameter() {}

    /** @throws IllegalArgumentException with the parser's words, after the parameter's name */
    public static <T> T read(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
