package io.jenkins.plugins.libvirtmigration.report;

import io.jenkins.plugins.libvirtmigration.report.Drawing.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shapes that pictures are made of. Each has its colours as attributes besides the class that the style sheet goes
 * by, so that a picture can be read where a page has no style sheet: Jenkins shows archived pages that way.
 */
final class Svg {
    static final double CHARACTER_WIDTH = 8;

    private final List<Shape> shapes = new ArrayList<>();

    /**
     * All shapes so far as a picture, with its name and its description for those who cannot see it.
     *
     * @param id unique on the page
     */
    Drawing picture(String id, String title, String description, double width, double height) {
        return new Drawing(id, title, description, width, height, shapes);
    }

    /** @param attributes name, value and so on; null values are left out */
    private void add(String element, String style, String text, String... attributes) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                named.put(attributes[i], attributes[i + 1]);
            }
        }
        shapes.add(new Shape(element, style, Collections.unmodifiableMap(named), text));
    }

    /** Lines across a surface: tells surfaces apart without colour. */
    void hatching(String id, String style, int degrees) {
        add("pattern", style, null, "id", id, "patternTransform", "rotate(" + degrees + ")");
    }

    /** A hairline. */
    void hairline(String style, double x1, double y1, double x2, double y2) {
        add(
                "line",
                style,
                null,
                "x1",
                Plot.number(x1),
                "y1",
                Plot.number(y1),
                "x2",
                Plot.number(x2),
                "y2",
                Plot.number(y2),
                "stroke",
                "currentColor",
                "stroke-opacity",
                "0.25");
    }

    /** @param dashes as in stroke-dasharray, none for a whole line */
    void line(String style, String path, String dashes) {
        add(
                "path",
                style,
                null,
                "d",
                path,
                "fill",
                "none",
                "stroke",
                "currentColor",
                "stroke-width",
                "2",
                "stroke-dasharray",
                dashes);
    }

    /** @param pattern the id of a {@link #hatching}, null for an even tint */
    void surface(String style, String path, String pattern) {
        surface(style, path, pattern, null);
    }

    /** @param tip shown when somebody points at it */
    void surface(String style, String path, String pattern, String tip) {
        add(
                "path",
                style,
                tip,
                "d",
                path,
                "fill",
                pattern == null ? "currentColor" : "url(#" + pattern + ")",
                "fill-opacity",
                pattern == null ? "0.2" : "1",
                "stroke",
                "currentColor");
    }

    static String rectangle(double x, double y, double width, double height) {
        return "M" + Plot.number(x) + " " + Plot.number(y) + "h" + Plot.number(width) + "v" + Plot.number(height) + "h-"
                + Plot.number(width) + "z";
    }

    void pill(String style, double x, double y, double width, double height) {
        add(
                "rect",
                style,
                null,
                "x",
                Plot.number(x),
                "y",
                Plot.number(y),
                "width",
                Plot.number(width),
                "height",
                Plot.number(height),
                "rx",
                Plot.number(height / 2),
                "fill",
                "none",
                "stroke",
                "currentColor");
    }

    /** @param anchor start, middle or end */
    void label(String style, double x, double y, String anchor, String text) {
        add(
                "text",
                style,
                text,
                "x",
                Plot.number(x),
                "y",
                Plot.number(y),
                "text-anchor",
                anchor,
                "font-size",
                "12",
                "fill",
                "currentColor");
    }
}
