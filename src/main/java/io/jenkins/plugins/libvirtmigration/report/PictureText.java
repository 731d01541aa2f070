package io.jenkins.plugins.libvirtmigration.report;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** What stands in pictures and in their descriptions, in the language of whoever looks at them. */
final class PictureText {
    /** Of the page of the engine, which is in English throughout. */
    static final PictureText ENGLISH = new PictureText(Locale.ENGLISH);

    private static final String UNKNOWN = "unknown";

    private final ResourceBundle texts;

    /** @param locale whose language is taken; English where there is nothing in it, whatever this machine speaks */
    PictureText(Locale locale) {
        texts = ResourceBundle.getBundle(
                PictureText.class.getName(),
                locale,
                PictureText.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** @param arguments figures and names as they are to be shown */
    String of(String key, Object... arguments) {
        Object[] shown = Arrays.stream(arguments).map(this::shown).toArray();
        return MessageFormat.format(texts.getString(key), shown);
    }

    private String shown(Object argument) {
        if (argument instanceof Figure figure) {
            return figure.equals(Figure.UNKNOWN) ? texts.getString(UNKNOWN) : figure.text();
        }
        return String.valueOf(argument);
    }

    String outcome(Outcome outcome) {
        return texts.getString("outcome." + (outcome == null ? "none" : outcome.name()));
    }
}
