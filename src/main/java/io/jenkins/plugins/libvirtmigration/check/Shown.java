package io.jenkins.plugins.libvirtmigration.check;

/**
 * Text that came from a hypervisor or a guest's definition, made fit for one line of a log: what could move the cursor
 * or break the line is written as {@code \\uXXXX}, and a text of more than 200 characters is cut. HTML is still to be
 * escaped where a page is written.
 */
public final class Shown {
    private static final int LONGEST = 200;
    private static final int LONGEST_LINE = 8_000;

    private Shown() {}

    public static String text(String hostile) {
        return cut(hostile, LONGEST);
    }

    /** The same for a whole sentence, which may be as long as 8,000 characters. */
    public static String line(String hostile) {
        return cut(hostile, LONGEST_LINE);
    }

    private static String cut(String hostile, int longest) {
        StringBuilder shown = new StringBuilder();
        hostile.codePoints().limit(longest).forEach(character -> append(shown, character));
        return hostile.codePointCount(0, hostile.length()) > longest ? shown + "..." : shown.toString();
    }

    private static void append(StringBuilder shown, int character) {
        boolean invisible =
                switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.UNASSIGNED -> true;
                    default -> false;
                };
        if (invisible) {
            shown.append(String.format("\\u%04X", character));
        } else {
            shown.appendCodePoint(character);
        }
    }
}
