package io.jenkins.plugins.libvirtmigration.unit;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Enums as people write them and as reports have them: lower case, with dashes. */
public final class Words {
    private Words() {}

    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same where there may be none. */
    public static String orNull(Enum<?> value) {
        return value == null ? null : of(value);
    }

    /** @throws IllegalArgumentException naming the text and all words that there are */
    public static <E extends Enum<E>> E parse(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> of(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is none of " + all(type) + "."));
    }

    private static <E extends Enum<E>> String all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", "));
    }
}
