package io.jenkins.plugins.libvirtmigration.report;

/**
 * The shapes that pictures are made of. Each has its colours as attributes besides the class that the style sheet goes
 * by, so that a picture can be read where a page has no style sheet: Jenkins shows archived pages that way.
 */
final class Svg {
    static final double CHARACTER_WIDTH = 8;

    private final HtmlWriter html;

    Svg(HtmlWriter html) {
        this.html = html;
    }

    /**
     * A picture with its name and its description for those who cannot see it.
     *
     * @param id unique on the page
     */
    void picture(String id, String title, String description, double width, double height, Runnable content) {
        html.tag("div")
                .with("class", "scroll")
                .with("role", "group")
                .with("tabindex", 0)
                .with("aria-label", title)
                .of(() -> html.tag("svg")
                        .with("class", "chart")
                        .with("viewBox", "0 0 " + Plot.number(width) + " " + Plot.number(height))
                        .with("role", "img")
                        .with("aria-labelledby", id + "-title " + id + "-desc")
                        .of(() -> {
                            html.tag("title").with("id", id + "-title").of(title);
                            html.tag("desc").with("id", id + "-desc").of(description);
                            content.run();
                        }));
        html.newLine();
    }

    /** Lines across a surface: tells surfaces apart without colour. */
    void hatching(String id, String style, int degrees) {
        html.tag("pattern")
                .with("id", id)
                .with("width", 6)
                .with("height", 6)
                .with("patternUnits", "userSpaceOnUse")
                .with("patternTransform", "rotate(" + degrees + ")")
                .of(() -> html.tag("line")
                        .with("class", style)
                        .with("y2", 6)
                        .with("stroke", "currentColor")
                        .with("stroke-width", 2)
                        .empty());
    }

    /** A hairline. */
    void hairline(String style, double x1, double y1, double x2, double y2) {
        html.tag("line")
                .with("class", style)
                .with("x1", Plot.number(x1))
                .with("y1", Plot.number(y1))
                .with("x2", Plot.number(x2))
                .with("y2", Plot.number(y2))
                .with("stroke", "currentColor")
                .with("stroke-opacity", 0.25)
                .empty();
    }

    /** @param dashes as in stroke-dasharray, none for a whole line */
    void line(String style, String path, String dashes) {
        html.tag("path")
                .with("class", style)
                .with("d", path)
                .with("fill", "none")
                .with("stroke", "currentColor")
                .with("stroke-width", 2)
                .with("stroke-dasharray", dashes)
                .empty();
    }

    /** @param pattern the id of a {@link #hatching}, null for an even tint */
    void surface(String style, String path, String pattern) {
        html.tag("path")
                .with("class", style)
                .with("d", path)
                .with("fill", pattern == null ? "currentColor" : "url(#" + pattern + ")")
                .with("fill-opacity", pattern == null ? 0.2 : 1)
                .with("stroke", "currentColor")
                .empty();
    }

    static String rectangle(double x, double y, double width, double height) {
        return "M" + Plot.number(x) + " " + Plot.number(y) + "h" + Plot.number(width) + "v" + Plot.number(height) + "h-"
                + Plot.number(width) + "z";
    }

    void pill(String style, double x, double y, double width, double height) {
        html.tag("rect")
                .with("class", style)
                .with("x", Plot.number(x))
                .with("y", Plot.number(y))
                .with("width", Plot.number(width))
                .with("height", Plot.number(height))
                .with("rx", Plot.number(height / 2))
                .with("fill", "none")
                .with("stroke", "currentColor")
                .empty();
    }

    /** @param anchor start, middle or end */
    void label(String style, double x, double y, String anchor, String text) {
        html.tag("text")
                .with("class", style)
                .with("x", Plot.number(x))
                .with("y", Plot.number(y))
                .with("text-anchor", anchor)
                .with("font-size", 12)
                .with("fill", "currentColor")
                .of(text);
    }
}
