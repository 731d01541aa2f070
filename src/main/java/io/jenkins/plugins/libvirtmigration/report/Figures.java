package io.jenkins.plugins.libvirtmigration.report;

import java.util.ArrayList;
import java.util.List;

/** Names with a value each: a description list. */
final class Figures {
    private final HtmlWriter html;
    private final String style;
    private final List<Runnable> entries = new ArrayList<>();

    /** @param style a class of the style sheet: key-figures or facts */
    Figures(HtmlWriter html, String style) {
        this.html = html;
        this.style = style;
    }

    Figures add(String name, Figure figure) {
        return add(name, () -> html.figure(figure));
    }

    Figures add(String name, Runnable value) {
        return add(name, value, null);
    }

    /** @param note a few words below the value, null for none */
    Figures add(String name, Figure figure, Sentence note) {
        return add(name, () -> html.figure(figure), note);
    }

    private Figures add(String name, Runnable value, Sentence note) {
        entries.add(() -> html.tag("div").of(() -> {
            html.tag("dt").of(name);
            html.tag("dd").of(value);
            if (note != null) {
                html.tag("dd").with("class", "note-below").of(() -> html.sentence(note));
            }
        }));
        return this;
    }

    void write() {
        html.tag("dl")
                .with("class", style)
                .of(() -> entries.forEach(entry -> {
                    entry.run();
                    html.newLine();
                }));
    }
}
