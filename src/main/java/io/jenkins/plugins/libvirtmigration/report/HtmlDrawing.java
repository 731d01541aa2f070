package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.report.Drawing.Shape;

/** Writes a drawing into a page; it scrolls by itself where a screen is narrow. */
final class HtmlDrawing {
    private final HtmlWriter html;

    HtmlDrawing(HtmlWriter html) {
        this.html = html;
    }

    void write(Drawing drawing) {
        html.tag("div")
                .with("class", "scroll")
                .with("role", "group")
                .with("tabindex", 0)
                .with("aria-label", drawing.title())
                .of(() -> html.tag("svg")
                        .with("class", "chart")
                        .with("viewBox", drawing.viewBox())
                        .with("role", "img")
                        .with("aria-labelledby", drawing.id() + "-title " + drawing.id() + "-desc")
                        .of(() -> {
                            html.tag("title")
                                    .with("id", drawing.id() + "-title")
                                    .of(drawing.title());
                            html.tag("desc").with("id", drawing.id() + "-desc").of(drawing.description());
                            drawing.shapes().forEach(this::shape);
                        }));
        html.newLine();
    }

    private void shape(Shape shape) {
        if (shape.element().equals("pattern")) {
            pattern(shape);
            return;
        }
        HtmlWriter.Tag tag = html.tag(shape.element()).with("class", shape.style());
        shape.attributes().forEach(tag::with);
        if (shape.text() == null) {
            tag.empty();
        } else if (shape.element().equals("text")) {
            tag.of(shape.text());
        } else {
            tag.of(() -> html.tag("title").of(shape.text()));
        }
    }

    private void pattern(Shape shape) {
        HtmlWriter.Tag tag =
                html.tag("pattern").with("width", 6).with("height", 6).with("patternUnits", "userSpaceOnUse");
        shape.attributes().forEach(tag::with);
        tag.of(() -> html.tag("line")
                .with("class", shape.style())
                .with("y2", 6)
                .with("stroke", "currentColor")
                .with("stroke-width", 2)
                .empty());
    }
}
