package io.jenkins.plugins.libvirtmigration.report;

import java.util.List;
import java.util.Map;

/**
 * A picture as shapes, for whoever writes it into a page: the standalone report, or Jenkins, whose own templates escape
 * what they write. The shapes are those of SVG, with coordinates in the units of its view box.
 *
 * @param id unique on the page
 * @param title what is seen, in a few words
 * @param description the same as the picture in words, for those who cannot see it
 */
public record Drawing(String id, String title, String description, double width, double height, List<Shape> shapes) {
    public Drawing {
        shapes = List.copyOf(shapes);
    }

    /** For the attribute viewBox. */
    public String viewBox() {
        return "0 0 " + Plot.number(width) + " " + Plot.number(height);
    }

    /**
     * One element.
     *
     * @param element line, path, rect, text or pattern
     * @param style classes of the style sheet
     * @param attributes of SVG, in the order in which they are written
     * @param text of a label; of another shape its tool tip, null for none
     */
    public record Shape(String element, String style, Map<String, String> attributes, String text) {

        /** Null where the shape has no such attribute. */
        public String at(String attribute) {
            return attributes.get(attribute);
        }
    }
}
