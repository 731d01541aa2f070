package io.jenkins.plugins.libvirtmigration.preflight;

import java.util.function.Supplier;

/** A fact that several checks need, asked for once. A failed attempt is not kept: the next check asks anew. */
final class Lazy<T> {
    private final Supplier<T> source;
    private T value;

    Lazy(Supplier<T> source) {
        this.source = source;
    }

    synchronized T get() {
        if (value == null) {
            value = source.get();
        }
        return value;
    }
}
