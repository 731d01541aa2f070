package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;

/**
 * An outcome as a word with a sign; the colour only repeats what both say.
 *
 * @param style a class of the style sheet
 */
record Status(String sign, String word, String style) {

    static Status of(Outcome outcome) {
        if (outcome == null) {
            return new Status("…", "under way", "plain");
        }
        return switch (outcome) {
            case SUCCEEDED -> new Status("✓", "succeeded", "good");
            case FAILED -> new Status("✕", "failed", "bad");
            case ABORTED -> new Status("■", "aborted", "bad");
            case SKIPPED -> new Status("–", "skipped", "plain");
        };
    }

    static Status of(CheckStatus status) {
        return switch (status) {
            case PASSED -> new Status("✓", "passed", "good");
            case CHANGED -> new Status("↻", "changed", "good");
            case WARNING -> new Status("!", "warning", "bad");
            case FAILED -> new Status("✕", "failed", "bad");
        };
    }

    void write(HtmlWriter html) {
        html.tag("span").with("class", "status " + style).of(() -> {
            html.tag("span").with("class", "sign").with("aria-hidden", true).of(sign);
            html.text(" " + word);
        });
    }
}
