package io.jenkins.plugins.libvirtmigration.report;

import java.util.Locale;

/**
 * Text of other people as a page may show it: whatever XML cannot hold, and whatever would change how the text around
 * it reads (Unicode TR 36, "bidirectional text spoofing"), is replaced by something that can be seen.
 */
public final class VisibleText {
    private static final int CONTROL_PICTURES = 0x2400;
    private static final int PICTURE_OF_DELETE = 0x2421;
    private static final int REPLACEMENT = 0xFFFD;

    private VisibleText() {}

    /** Keeps line ends and tabs. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> append(shown, point));
        return shown.toString();
    }

    /** For names and titles: line ends and tabs become visible too. */
    public static String onOneLine(String text) {
        return of(text).replace('\n', (char) (CONTROL_PICTURES + '\n')).replace('\t', (char) (CONTROL_PICTURES + '\t'));
    }

    private static void append(StringBuilder shown, int point) {
        if (point < 0x20 && point != '\n' && point != '\t') {
            shown.appendCodePoint(CONTROL_PICTURES + point);
        } else if (point == 0x7F) {
            shown.appendCodePoint(PICTURE_OF_DELETE);
        } else if (point > 0x7F && point < 0xA0 || isHalfOfAPair(point) || (point & 0xFFFE) == 0xFFFE) {
            shown.appendCodePoint(REPLACEMENT);
        } else if (changesDirection(point)) {
            shown.append("[U+")
                    .append(Integer.toHexString(point).toUpperCase(Locale.ROOT))
                    .append(']');
        } else {
            shown.appendCodePoint(point);
        }
    }

    private static boolean isHalfOfAPair(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    /** Embeddings, overrides and isolates; not the letters of languages that run from right to left. */
    private static boolean changesDirection(int point) {
        return point >= 0x202A && point <= 0x202E || point >= 0x2066 && point <= 0x2069;
    }
}
