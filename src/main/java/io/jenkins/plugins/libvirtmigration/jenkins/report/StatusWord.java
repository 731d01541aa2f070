package io.jenkins.plugins.libvirtmigration.jenkins.report;

/** An outcome as a word with a sign; the colour of its style only repeats what both say. */
public final class StatusWord {
    private final String sign;
    private final String word;
    private final String style;

    private StatusWord(String sign, String word, String style) {
        this.sign = sign;
        this.word = word;
        this.style = style;
    }

    /**
     * @param outcome of a step, a move or a check, as report.json has it, or of a build; null for what has none
     * @param underWay whether it may still get one
     */
    static StatusWord of(String outcome, boolean underWay) {
        if (outcome == null) {
            return underWay
                    ? new StatusWord("…", Messages.StatusWord_underWay(), "plain")
                    : new StatusWord("?", Messages.StatusWord_unknown(), "bad");
        }
        return switch (outcome) {
            case "succeeded" -> new StatusWord("✓", Messages.StatusWord_succeeded(), "good");
            case "passed" -> new StatusWord("✓", Messages.StatusWord_passed(), "good");
            case "changed" -> new StatusWord("↻", Messages.StatusWord_changed(), "good");
            case "warning" -> new StatusWord("!", Messages.StatusWord_warning(), "warning");
            case "exceeded" -> new StatusWord("!", Messages.StatusWord_exceeded(), "warning");
            case "unstable" -> new StatusWord("!", Messages.StatusWord_unstable(), "warning");
            case "failed" -> new StatusWord("✕", Messages.StatusWord_failed(), "bad");
            case "aborted" -> new StatusWord("■", Messages.StatusWord_aborted(), "bad");
            case "skipped" -> new StatusWord("–", Messages.StatusWord_skipped(), "plain");
            default -> new StatusWord("?", Messages.StatusWord_unknown(), "bad");
        };
    }

    public String getSign() {
        return sign;
    }

    public String getWord() {
        return word;
    }

    /** good, warning, bad or plain. */
    public String getStyle() {
        return style;
    }
}
