package io.jenkins.plugins.libvirtmigration.jenkins.result;

import java.util.Locale;

/** The words of enums as report.json has them. */
final class Words {
    private Words() {}

    /** @param value null stays null */
    static String of(Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
